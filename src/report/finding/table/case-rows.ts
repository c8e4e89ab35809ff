import type { Case } from '../../../finding/case/case.ts';
import { join, type Safe, safe, widthOf } from '../../text/escape.ts';
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
  const hang = widthOf(mark) + 2;
  const width = theme.prose - hang;
  const painted = theme.paint[one.severity](mark);
  const [first = safe``, ...rest] = wrap(theme.show(one.title, { max: width * 2 }), width);
  const dot = safe` ${theme.glyphs.dot} `;
  const facts = (parts: readonly Safe[]): readonly Safe[] => {
    return indented(flow(parts, dot, width), hang);
  };
  const who = whoOf(one, theme);
  const since = theme.say('case.since', { time: theme.clock.stamp(one.when.firstSign, years) });
  const findings = theme.say('amount.findings', { count: one.findings.length });
  const [state, id] = [stateOf(one, years, theme), theme.show(one.id)];
  const brief = theme.show(one.title, { max: width });
  return {
    full: [
      safe`${painted}  ${theme.strong(first)}`,
      ...indented(rest.map(theme.strong), hang),
      ...facts([who, since, state, findings, id]),
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
  if (!first) return theme.say('case.nobody');
  const name = theme.show(first.login || first.displayName || first.id || '-', {
    max: 40,
    cut: 'middle',
  });
  const more = actors.length - 1;
  return more > 0 ? theme.say('list.others', { list: name, count: more }) : name;
}

/** Whether it goes on, as far as the log tells. */
export function stateOf({ stillActive, ended, when }: Case, years: boolean, theme: Theme): Safe {
  if (stillActive === true) {
    return theme.say(ended ? 'case.activeAfterCleanUp' : 'case.active');
  }
  if (ended) return theme.say('case.shut', { time: theme.clock.stamp(ended.at, years) });
  const time = theme.clock.stamp(when.lastSign, years);
  return theme.say(stillActive === false ? 'case.quiet' : 'case.lastSign', { time });
}

/** What was left behind, what stands first. */
function standingOf({ entities: { planted } }: Case, theme: Theme): readonly Safe[] {
  const named = (standing: Case['entities']['planted'][number]['standing']): Safe | undefined => {
    const objects = planted.filter((object) => object.standing === standing);
    if (objects.length === 0) return undefined;
    const names = objects.slice(0, objectsNamed).map(({ kind, name, id }) => {
      const text = theme.show(name ?? id ?? '-', { max: 60, cut: 'middle' });
      return theme.say('case.object', { kind: theme.say(`kind.${kind}`), name: text });
    });
    const count = objects.length - names.length;
    const more = count > 0 ? [theme.say('amount.more', { count })] : [];
    return join([...names, ...more], theme.say('list.comma'));
  };
  const [stands, open, gone] = [named(true), named('unknown'), named(false)];
  return [
    ...(stands ? [theme.say('case.stands', { objects: stands })] : []),
    ...(open ? [theme.say('case.mayStand', { objects: open })] : []),
    ...(gone ? [theme.say('case.removed', { objects: gone })] : []),
  ];
}
