import type { Account, Part, Verdict, WindowAccount } from '../finding/account.ts';
import type { Look } from './look.ts';
import { join, type Safe, safe, startOf } from './show.ts';
import { indented, wrap } from './wrap.ts';

/** Longest quotation of a value in one line, in columns. */
const longest = 120;

/** Why a rule did or did not hold for an event, for people: the sentence, the tree, the windows. */
export function renderAccount(account: Account, look: Look): string {
  const { rule, event, condition, raises, windows } = account;
  const opened = new Set<string>();
  const head = [
    safe`${look.strong(sign(account.verdict, look))} ${words[account.verdict]}`,
    look.show(rule.name, { max: 100 }),
    look.show(event.eventType, { max: 100 }),
    look.show(event.published, { max: 40 }),
    look.show(event.uuid, { max: 60 }),
  ];
  const lines = [
    join(head, safe` ${look.glyphs.dot} `),
    ...indented(wrap(look.show(account.because, { max: 2_000 }), look.prose - 2), 2),
    safe``,
    safe`CONDITION`,
    ...tree(condition, look, opened),
    ...raises.flatMap(({ level, condition: raised }) => [
      safe`RAISED TO ${look.show(level.toUpperCase())}`,
      ...tree(raised, look, opened),
    ]),
    ...(windows.length > 0 ? [safe`WINDOWS`] : []),
    ...windows.flatMap((window) => windowLines(window, look)),
    ...(account.combinations > 1
      ? [
          safe`  The event has ${account.combinations} combinations of keys; the one told comes nearest.`,
        ]
      : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

const words: Readonly<Record<Verdict, Safe>> = {
  yes: safe`HOLDS`,
  no: safe`DOES NOT HOLD`,
  undecided: safe`UNDECIDED`,
};

function sign(verdict: Verdict, { glyphs }: Look): Safe {
  if (verdict === 'undecided') return safe`?`;
  return verdict === 'yes' ? glyphs.success : glyphs.failure;
}

const joints: Readonly<Partial<Record<Part['kind'], Safe>>> = {
  and: safe`all of`,
  or: safe`any of`,
  not: safe`not`,
};

/** A node and what is below it. A selection that was opened before is only named. */
function tree(part: Part, look: Look, opened: Set<string>, depth = 1): readonly Safe[] {
  const line = safe`${'  '.repeat(depth) as Safe}${sign(part.verdict, look)} ${label(part, look)}`;
  if (part.kind === 'selection') {
    if (opened.has(part.text)) return [safe`${line} ${look.faint(safe`(see above)`)}`];
    opened.add(part.text);
  }
  const [only] = part.parts;
  const joint = part.kind === 'selection' && only ? joints[only.kind] : undefined;
  const inner = joint && only && only.kind !== 'not' ? only.parts : part.parts;
  const below = inner.flatMap((child) => tree(child, look, opened, depth + 1));
  return [inner === part.parts ? line : safe`${line}: ${joint ?? safe``}`, ...below];
}

function label(part: Part, look: Look): Safe {
  const joint = joints[part.kind];
  if (joint) return joint;
  const text = look.show(part.text, { max: longest });
  if (part.kind === 'selection') return look.strong(text);
  const found = part.found.map((value) => look.show(value, { max: 60, cut: 'middle' }));
  const told = found.length === 0 ? safe`nothing there` : join(found, safe`, `);
  const doubt = part.sure ? safe`` : safe`, and could still change`;
  return safe`${text}  ${look.glyphs.arrow} ${look.faint(safe`${startOf(told, longest)}${doubt}`)}`;
}

function windowLines(window: WindowAccount, look: Look): readonly Safe[] {
  const name = look.strong(look.show(window.name, { max: 60 }));
  const facts = window.facts.map(({ name: fact, computes, value, sure }) => {
    const told =
      value === null ? 'absent' : Array.isArray(value) ? value.join(', ') : String(value);
    const doubt = sure ? safe`` : safe` (could still change)`;
    const says = look.show(computes, { max: longest });
    return safe`    ${look.show(fact, { max: 60 })} = ${look.show(told, { max: longest })}${doubt}  ${look.faint(says)}`;
  });
  if (window.list !== null) {
    return [safe`  ${name}  the value list ${look.show(window.list, { max: 60 })}`, ...facts];
  }
  if (window.key === null) {
    return [safe`  ${name}  the event lacks a field of the key, so it has no neighbours`, ...facts];
  }
  const key = Object.entries(window.key).map(([path, value]) => `${path} = ${value}`);
  const gaps = [
    window.startCovered ? [] : ['its start'],
    window.endCovered ? [] : ['its end'],
  ].flat();
  return [
    safe`  ${name}  ${look.show(window.from)} ${look.glyphs.dash} ${look.show(window.to)}, ${window.events} ${events(window.events)}`,
    ...key.map((item) => safe`    with ${look.show(item, { max: longest, cut: 'middle' })}`),
    ...gaps.map((gap) => safe`    the log does not show ${gap as Safe}`),
    ...facts,
  ];
}

function events(amount: number): Safe {
  return amount === 1 ? safe`event` : safe`events`;
}
