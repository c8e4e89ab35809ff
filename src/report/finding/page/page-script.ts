/**
 * What the page can do beyond standing there: filter the findings, open what a link leads to, unfold lists for a
 * print. It reads the page and hides parts of it; it makes no markup and asks for nothing. Without it, all is shown.
 */
export const pageScript = `
'use strict';
(() => {
  const byId = (id) => document.getElementById(id);
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const bar = byId('filters');
  const findings = all('.finding');
  const cases = all('.case');
  const texts = new Map();
  const textOf = (element) => {
    if (!texts.has(element)) texts.set(element, element.textContent.toLowerCase());
    return texts.get(element);
  };
  const has = (list, wanted) => wanted === '' || (' ' + list + ' ').includes(' ' + wanted + ' ');

  const filter = () => {
    const text = byId('filter-text').value.trim().toLowerCase();
    const level = Number(byId('filter-severity').value);
    const tactic = byId('filter-tactic').value;
    const entity = byId('filter-entity').value;
    let shown = 0;
    for (const finding of findings) {
      const { level: own, tactics, entities } = finding.dataset;
      const fits = Number(own) >= level && has(tactics, tactic) && has(entities, entity) &&
        (text === '' || textOf(finding).includes(text));
      finding.hidden = !fits;
      if (fits) shown++;
    }
    const isFiltered = text !== '' || level > 0 || tactic !== '' || entity !== '';
    for (const one of cases) one.hidden = isFiltered && one.querySelector('.finding:not([hidden])') === null;
    for (const part of all('section.part')) {
      part.hidden = isFiltered && part.querySelector('.finding:not([hidden])') === null;
    }
    const status = byId('filter-status');
    status.textContent = shown === 0
      ? status.dataset.none
      : status.dataset.shown.replace('{shown}', shown).replace('{all}', findings.length);
  };

  const openAll = (isOpen) => {
    for (const details of all('main details:not(#filter-fold)')) details.open = isOpen && !details.hidden;
  };

  /** Opens what an address leads to, and what it is in. */
  const reveal = () => {
    const target = location.hash.length > 1 && byId(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let at = target; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true;
    target.scrollIntoView();
  };

  if (bar) {
    byId('filter-fold').hidden = false;
    bar.addEventListener('input', filter);
    bar.addEventListener('submit', (event) => event.preventDefault());
    byId('filter-reset').addEventListener('click', () => {
      bar.reset();
      filter();
    });
    byId('filter-open').addEventListener('click', () => openAll(true));
    byId('filter-close').addEventListener('click', () => openAll(false));
    filter();
  }
  addEventListener('hashchange', reveal);
  reveal();

  let closed = [];
  addEventListener('beforeprint', () => {
    closed = all('details.more:not([open])');
    for (const details of closed) details.open = true;
  });
  addEventListener('afterprint', () => {
    for (const details of closed) details.open = false;
  });
})();
`;
