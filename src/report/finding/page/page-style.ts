/**
 * How the page looks: light, dark, narrow and printed. Colours are from Okabe and Ito's palette, which colour-blind
 * people can tell apart, and never say anything that a shape or a word does not say too.
 */
export const pageStyle = `
:root{color-scheme:light dark;--paper:#fff;--sheet:#f5f6f8;--ink:#1a1f26;--faint:#56606d;--line:#d5dae1;--link:#0b57a4;
--critical:#9b0f1d;--high:#a8420a;--medium:#155a9c;--low:#4a5461;--informational:#56606d;--on:#fff;--good:#0a6b4c;--mark:#fff3c4;
--s0:#0072b2;--s1:#d55e00;--s2:#8f4b77;--s3:#00795a;--s4:#9a6a00;--s5:#3d3d3d;--other:#6b7480;--take:#9b0f1d}
@media(prefers-color-scheme:dark){:root{--paper:#0f1419;--sheet:#181f27;--ink:#e8ecf1;--faint:#a3adba;--line:#333e4a;--link:#86bdf5;
--critical:#ff8a8f;--high:#ffb070;--medium:#86bdf5;--low:#c0c8d2;--informational:#a3adba;--on:#10151b;--good:#63d4a8;--mark:#4d4310;
--s0:#6db9f2;--s1:#ff9a57;--s2:#e3a1ca;--s3:#4fd1a5;--s4:#f0c04a;--s5:#e8ecf1;--other:#a3adba;--take:#ff8a8f}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans CJK JP","Hiragino Sans","Yu Gothic UI",Meiryo,sans-serif;overflow-wrap:anywhere}
:lang(ja){line-break:strict}
.wrap{max-width:72rem;margin:0 auto;padding:0 1.25rem}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:3px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.5rem 1rem;z-index:2}
h1,h2,h3,h4,h5{line-height:1.25;margin:0;text-wrap:pretty}
h2{font-size:1.3rem;margin:2rem 0 .75rem}#cases h2{margin-top:1.25rem}
h4{font-size:1rem;margin:1.5rem 0 .5rem}
h5{font-size:.875rem;margin:1rem 0 .25rem;color:var(--faint);font-weight:600}
p,ul,ol,dl{margin:.25rem 0}
ul,ol{padding-left:1.5rem}
code,.value,td,dd,b,summary .title{unicode-bidi:isolate}
code,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.875em}
.faint{color:var(--faint)}
.masthead{border-bottom:1px solid var(--line);background:var(--sheet);padding:1.25rem 0 1.25rem;border-top:6px solid var(--faint)}
.masthead.critical{border-top-color:var(--critical)}.masthead.high{border-top-color:var(--high)}.masthead.medium{border-top-color:var(--medium)}.masthead.clean{border-top-color:var(--good)}
.masthead h1{font-size:1.65rem;margin:.25rem 0 .5rem}
.doubts{border-left:4px solid var(--critical);padding:.25rem 0 .25rem 1rem;margin:.75rem 0}
.tallies{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;padding:0;margin:.5rem 0 0}
.tallies b{font-variant-numeric:tabular-nums}
.contents{margin-top:.75rem}.contents ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;padding:0}
.contents a{display:inline-block;padding:.15rem 0}
.badge{display:inline-block;white-space:nowrap;font-weight:700;font-size:.8125rem;letter-spacing:.02em;padding:.05rem .5rem;border-radius:4px;border:1.5px solid currentColor}
.badge.critical,.badge.high{color:var(--on);border-color:transparent}
.badge.critical{background:var(--critical)}.badge.high{background:var(--high)}.badge.medium{color:var(--medium)}.badge.low{color:var(--low)}.badge.informational{color:var(--informational);border-style:dashed}
.filters{display:flex;flex-wrap:wrap;gap:.5rem .75rem;align-items:end;border:1px solid var(--line);border-radius:8px;background:var(--sheet);padding:.5rem 1rem .75rem;margin:.5rem 0 0}
.filter-fold{margin:1rem 0 0}.filter-fold>summary{cursor:pointer;color:var(--link);width:max-content;max-width:100%}
.unseen{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.filters legend{font-weight:600;padding:0 .4rem}
.filters label{display:block;font-size:.8125rem;color:var(--faint)}
.filters input,.filters select,.filters button{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--faint);border-radius:5px;padding:.2rem .5rem;min-height:2rem}.filters input{width:12rem}.filters select{width:10.5rem}#filter-severity{width:9.25rem}#filter-entity{width:13rem}
.filters button{cursor:pointer}
.filters output{font-size:.875rem;color:var(--faint);align-self:center}
.case{border:1px solid var(--line);border-left:6px solid var(--low);border-radius:8px;padding:1rem 1.25rem 1.25rem;margin:0 0 1.5rem;background:var(--paper)}
.case.critical{border-left-color:var(--critical)}.case.high{border-left-color:var(--high)}.case.medium{border-left-color:var(--medium)}
.case:nth-of-type(n+6){content-visibility:auto;contain-intrinsic-size:auto 24rem}
.case.alone{border:0;padding:0;margin:0 0 .4rem}
.case>header{margin-bottom:.75rem}
.masthead p{margin:.35rem 0}
.case h3{font-size:1.3rem;margin:.4rem 0 .35rem}
.facts{color:var(--faint);display:flex;flex-wrap:wrap;gap:0 1rem;list-style:none;padding:0;margin:0}
.facts .hot{color:var(--critical);font-weight:700}
.objects{list-style:none;padding:0;margin:.5rem 0 0}
.objects .standing-true{color:var(--critical);font-weight:700}.objects .standing-unknown{color:var(--high);font-weight:600}.objects .standing-false{color:var(--good)}
.halves{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:0 2rem}
.halves h4:first-child{margin-top:.25rem}
.steps>li{margin-bottom:.35rem}
.entities dt{font-weight:600;font-size:.875rem;margin-top:.5rem}.entities dd{margin:0;font-size:.9375rem}
figure{margin:1.25rem 0 0}
figcaption{font-size:.8125rem;color:var(--faint);margin-top:.25rem}
.scroll{overflow-x:auto}
.timeline{display:block;width:100%;min-width:54rem;height:auto;font-size:12px;fill:var(--ink)}
.band{fill:none;stroke:var(--line)}.band-head{font-weight:600;font-size:12px}
.label{font-size:12px;unicode-bidi:isolate}
.time,.pause,.step-number{text-anchor:middle}.time,.pause{fill:var(--faint);font-size:11px;paint-order:stroke;stroke:var(--paper);stroke-width:5px}
.tick{stroke:var(--line);stroke-dasharray:2 3;fill:none}
.break{fill:var(--sheet);stroke:none}.pause{font-style:italic}
.mark{stroke-width:1.6}
.s0{--c:var(--s0)}.s1{--c:var(--s1)}.s2{--c:var(--s2)}.s3{--c:var(--s3)}.s4{--c:var(--s4)}.s5{--c:var(--s5)}.mark.other{--c:var(--other)}
.mark.match{fill:var(--c);stroke:var(--c)}.mark.context{fill:var(--paper);stroke:var(--c)}
.cross{stroke:var(--paper);stroke-width:1.8;fill:none}.context+.cross{stroke:var(--ink)}
.bar{fill:var(--low)}.bar.standing-true{fill:var(--critical)}.bar.standing-unknown{fill:var(--high)}.bar.standing-false{fill:var(--good)}
.fate{font-size:10px;fill:var(--faint)}
.done{fill:none;stroke:var(--good);stroke-width:2.6}
.takeover{stroke:var(--take);stroke-width:2;fill:none}.takeover-label{fill:var(--take);font-weight:700;font-size:13px}.takeover-label.end{text-anchor:end}
.step{fill:var(--ink)}.step-number{fill:var(--paper);font-weight:700;font-size:11px}
.key{width:14px;height:14px;vertical-align:-2px;overflow:visible;margin-right:.15rem}
.chronicle{list-style:none;padding:0;counter-reset:step;margin:0}
.chronicle>li{counter-increment:step;position:relative;padding:.15rem 0 .6rem 2.5rem}
.chronicle>li::before{content:counter(step);position:absolute;left:0;top:.2rem;min-width:1.6rem;height:1.5rem;line-height:1.5rem;border-radius:.75rem;text-align:center;background:var(--ink);color:var(--paper);font-weight:700;font-size:.8125rem}
.chronicle>li.clean-up::before{background:var(--good)}
.chronicle time{font-weight:600;font-variant-numeric:tabular-nums}
.chronicle .taken{color:var(--critical);font-weight:700}
.chronicle ul{list-style:none;padding:0;font-size:.9375rem}.chronicle details{font-size:.9375rem}
.chronicle .badge{border:0;background:none;padding:0}.chronicle .badge.critical{color:var(--critical)}.chronicle .badge.high{color:var(--high)}
.finding{border:1px solid var(--line);border-radius:6px;margin:0 0 .4rem}
.finding>summary{padding:.45rem .75rem;cursor:pointer;display:flex;flex-wrap:wrap;gap:.15rem .75rem;align-items:baseline;list-style:none}
.finding>summary::-webkit-details-marker{display:none}
.finding>summary::before{content:"▸";color:var(--faint)}.finding[open]>summary::before{content:"▾"}
.finding .title{flex:1 1 24rem;font-weight:600}
.finding .meta{color:var(--faint);font-size:.875rem;white-space:nowrap}
.detail{padding:0 1rem 1rem 2.1rem;border-top:1px solid var(--line)}
.detail dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.15rem 1rem;font-size:.9375rem}
.detail dt{color:var(--faint);grid-column:1}.detail dd{margin:0;grid-column:2}
table{border-collapse:collapse;font-size:.875rem;width:100%;min-width:61rem;table-layout:fixed}
th:nth-child(1){width:5.5rem}th:nth-child(2){width:4.75rem}th:nth-child(3){width:10rem}th:nth-child(6){width:7.25rem}th:nth-child(7){width:6rem}th:nth-child(9){width:7.5rem}
caption{text-align:left;color:var(--faint);font-size:.8125rem;padding:.25rem 0}
th,td{text-align:left;vertical-align:top;padding:.25rem .6rem .25rem 0;border-bottom:1px solid var(--line)}
th{font-weight:600;color:var(--faint)}
td.mono{font-size:.75rem}
td.when{font-variant-numeric:tabular-nums}
tr.decisive td{background:var(--mark)}
tr.context td{color:var(--faint)}
details.more>summary{cursor:pointer;color:var(--link);margin-top:.25rem}
.complete{font-size:.9375rem}
.cut{position:sticky;bottom:0;margin:0;background:var(--critical);color:var(--on);font-weight:700;padding:.75rem 1.25rem}
footer{border-top:1px solid var(--line);color:var(--faint);font-size:.875rem;margin-top:2.5rem;padding:1rem 0 2rem}
[hidden]{display:none}
@media(max-width:48rem){.halves{grid-template-columns:1fr}.masthead h1{font-size:1.35rem}.case{padding:.75rem .9rem 1rem}.detail{padding-left:.9rem}.detail dl{grid-template-columns:1fr;gap:0}.detail dt{margin-top:.35rem}.detail dd{grid-column:1}.finding .meta{white-space:normal}}
@media(prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media print{:root{color-scheme:light;--paper:#fff;--sheet:#fff;--ink:#000;--faint:#444;--line:#bbb;--link:#000;--critical:#9b0f1d;--high:#8a3507;--medium:#124b83;--low:#444;--informational:#444;--on:#fff;--good:#0a6b4c;--mark:#eee;--s0:#0072b2;--s1:#d55e00;--s2:#8f4b77;--s3:#00795a;--s4:#9a6a00;--s5:#3d3d3d;--other:#666;--take:#9b0f1d}
body{font-size:10.5pt}.filter-fold,.contents,.skip{display:none}.wrap{max-width:none;padding:0}.case{border-left-width:4px;padding:.5rem .75rem}.case:nth-of-type(n){content-visibility:visible}
.timeline{min-width:0}.scroll{overflow:visible}tr,.finding>summary,.chronicle>li,figure{break-inside:avoid}h2,h3,h4,h5{break-after:avoid}*{print-color-adjust:exact}
details.more::details-content{content-visibility:visible;display:block}details.more>summary,.chronicle>li::before{break-after:avoid}table{min-width:0}}
@media(forced-colors:active){.badge{border-color:currentColor}.mark.match,.bar{forced-color-adjust:none}}
`;
