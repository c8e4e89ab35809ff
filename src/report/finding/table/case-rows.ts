import type { Case } from '../../../finding/case/case.ts';
import { minuteOf } from '../../text/clock.ts';
import { join, type Safe, safe } from '../../text/escape.ts';
import { quantity } from '../../text/quantity.ts';
import type { Theme } from '../../text/theme.ts';
import { flow, indented, wrap } from '../../text/wrap.ts';

/** At most so many cases are listed, whatever the room. */
const mostCases = 12;
/** Objects of a case that are named. */
const objectsNamed = 3;

/** How a case is told: at length, or as briefly as one can and still tell it from the others. */
interface CaseRow {
  readonly full: readonly Safe[];
  readonly brief: readonly Safe[];
}

/**
 * As many cases as there is room for, in the order given, the first ones at length. `years` names the year in
 * each time. Gives the lines, and how many cases they tell of: at least one, if there is one.
 */
export function renderCaseRows(
  cases: readonly Case[],
  room: number,
  years: boolean,
  theme: Theme,
): { readonly lines: readonly Safe[]; readonly told: number } {
  const rows = cases.slice(0, mostCases).map((one) => rowOf(one, years, theme));
  let told = 0;
  let taken = 0;
  for (const { brief } of rows) {
    if (told > 0 && taken + brief.length > room) break;
    taken += brief.length;
    told++;
  }
  const lines = rows.slice(0, told).flatMap(({ full, brief }) => {
    const more = full.length - brief.length;
    if (taken + more > room) return brief;
    taken += more;
    return full;
  });
  return { lines, told };
}

function rowOf(one: Case, years: boolean, theme: Theme): CaseRow {
  const mark = theme.mark(one.severity);
  const hang = mark.length + 2;
  const width = theme.prose - hang;
  const painted = theme.paint[one.severity](mark);
  const [first = safe``, ...rest] = wrap(theme.show(one.title, { max: width * 2 }), width);
  const dot = safe` ${theme.glyphs.dot} `;
  const facts = (parts: readonly Safe[]): readonly Safe[] => {
    return indented(flow(parts, dot, width), hang);
  };
  const who = whoOf(one, theme);
  const since = safe`since ${minuteOf(one.when.firstSign, years)}Z`;
  const [state, id] = [stateOf(one, years), theme.show(one.id)];
  const brief = theme.show(one.title, { max: width });
  return {
    full: [
      safe`${painted}  ${theme.strong(first)}`,
      ...indented(rest.map(theme.strong), hang),
      ...facts([who, since, state, quantity(one.findings.length, 'finding'), id]),
      ...indented(
        standingOf(one, theme).flatMap((line) => wrap(line, width, 2)),
        hang,
      ),
    ],
    brief: [safe`${painted}  ${theme.strong(brief)}`, ...facts([who, since, state, id])],
  };
}

/** Who acted, in a few words. */
export function whoOf({ entities: { actors } }: Case, theme: Theme): Safe {
  const [first] = actors;
  if (!first) return safe`nobody named`;
  const name = theme.show(first.login || first.displayName || first.id || '-', {
    max: 40,
    cut: 'middle',
  });
  const more = actors.length - 1;
  return more > 0 ? safe`${name} and ${more} more` : name;
}

/** Whether it goes on, as far as the log tells. */
export function stateOf({ stillActive, ended, when }: Case, years: boolean): Safe {
  if (stillActive === true) {
    return ended ? safe`STILL ACTIVE after the clean-up` : safe`STILL ACTIVE`;
  }
  if (ended) return safe`shut ${minuteOf(ended.at, years)}Z`;
  const last = safe`${minuteOf(when.lastSign, years)}Z`;
  return stillActive === false ? safe`quiet since ${last}` : safe`last sign ${last}`;
}

/** What was left behind, what stands first. */
function standingOf({ entities: { planted } }: Case, theme: Theme): readonly Safe[] {
  const named = (standing: Case['entities']['planted'][number]['standing']): Safe | undefined => {
    const objects = planted.filter((object) => object.standing === standing);
    if (objects.length === 0) return undefined;
    const names = objects.slice(0, objectsNamed).map(({ kind, name, id }) => {
      const text = theme.show(name ?? id ?? '-', { max: 60, cut: 'middle' });
      return safe`${kind as Safe} ${text}`;
    });
    const more = objects.length - names.length;
    return join(more > 0 ? [...names, safe`${more} more`] : names, safe`, `);
  };
  const [stands, open, gone] = [named(true), named('unknown'), named(false)];
  return [
    ...(stands ? [safe`STILL STANDS: ${stands}`] : []),
    ...(open ? [safe`may still stand: ${open}`] : []),
    ...(gone ? [safe`removed: ${gone}`] : []),
  ];
}
