import { levels } from '../../../rule/level.ts';
import { type Html, html } from '../../text/html.ts';
import type { Theme } from '../../text/theme.ts';
import type { FilterKeys } from './filter-keys.ts';

/** The form that filters the findings, folded up: the case comes first. It is hidden until the script of the page, without which it is of no use, shows it. */
export function filterBar(keys: FilterKeys, theme: Theme): Html {
  const { say } = theme;
  const option = (text: string, number: number): Html =>
    html`<option value="${number}">${theme.show(text, { max: 60, cut: 'middle' })}</option>`;
  const severities = levels.map(
    (level, rank) => html`<option value="${rank}">${say(`level.${level}`)}</option>`,
  );
  const { users, addresses, sessions } = keys;
  const offset = (by: number) => (text: string, index: number) => option(text, index + by);
  const places = users.length + addresses.length;
  return html`<details class="filter-fold" id="filter-fold" hidden><summary>${say('page.filter')}</summary><form class="filters" id="filters" role="search" aria-label="${say('page.filter')}">
<div><label for="filter-text">${say('page.filterText')}</label><input type="search" id="filter-text" autocomplete="off" spellcheck="false"></div>
<div><label for="filter-severity">${say('page.filterSeverity')}</label><select id="filter-severity">${severities}</select></div>
<div><label for="filter-tactic">${say('page.filterTactic')}</label><select id="filter-tactic"><option value="">${say('page.filterAny')}</option>${keys.tactics.map(option)}</select></div>
<div><label for="filter-entity">${say('page.filterEntity')}</label><select id="filter-entity"><option value="">${say('page.filterAny')}</option><optgroup label="${say('page.users')}">${users.map(option)}</optgroup><optgroup label="${say('page.addresses')}">${addresses.map(offset(users.length))}</optgroup><optgroup label="${say('page.sessions')}">${sessions.map(offset(places))}</optgroup></select></div>
<button type="button" id="filter-reset">${say('page.filterReset')}</button><button type="button" id="filter-open">${say('page.filterOpen')}</button><button type="button" id="filter-close">${say('page.filterClose')}</button>
<output id="filter-status" for="filter-text filter-severity filter-tactic filter-entity" data-shown="${shownPattern(theme)}" data-none="${say('page.filterNone')}"></output>
</form></details>
`;
}

/** The sentence with its places left open: the script fills them. */
function shownPattern({ language, show }: Theme) {
  return show(language.texts['page.filterShown']);
}
