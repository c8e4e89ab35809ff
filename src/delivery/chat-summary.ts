import type { Case } from '../finding/case/case.ts';
import type { Finding } from '../finding/finding.ts';
import { caseUpdateOf, updateOf } from '../report/finding/finding-update.ts';
import { stateOf, whoOf } from '../report/finding/table/case-rows.ts';
import type { Safe } from '../report/text/escape.ts';
import type { Theme } from '../report/text/theme.ts';
import type { Level } from '../rule/level.ts';

/** What a chat says of a finding or case: a few lines that a person reads on a phone. */
export interface ChatSummary {
  readonly severity: Level;
  readonly mark: Safe;
  readonly title: Safe;
  /** When, who, where, and the ids by which it is found again. */
  readonly facts: readonly Safe[];
  /** What changed since it was told before. */
  readonly update: Safe | undefined;
  readonly reasons: readonly Safe[];
  readonly steps: readonly Safe[];
  /** Pages of the configured org's Admin Console; nothing but ids in them is from the log. */
  readonly links: readonly { readonly words: Safe; readonly url: string }[];
}

/** Lines of one list; the rest is in the findings themselves. */
const listed = 5;
/** The longest line, in columns. */
const longest = 300;

/** The summary of a finding or case, in the reader's language and time zone. */
export function chatSummaryOf(about: Finding | Case, theme: Theme): ChatSummary {
  return about.kind === 'finding' ? ofFinding(about, theme) : ofCase(about, theme);
}

function ofFinding(finding: Finding, theme: Theme): ChatSummary {
  const { say, show, clock } = theme;
  const { severity, title, when, actor, where, reasons, respond, links = [] } = finding;
  const who = actor?.login ?? actor?.displayName ?? actor?.id;
  const places = where.slice(0, 2).map(({ ip }) => show(ip, { max: 60, cut: 'middle' }));
  const changed = updateOf(finding, theme.language);
  return {
    ...headOf(severity, title, changed, theme),
    facts: [
      clock.stamp(when.lastEvent, true),
      ...(who ? [show(who, { max: 80, cut: 'middle' })] : []),
      ...places,
      show(finding.rule.name, { max: 80 }),
      ...[finding.id, finding.case, finding.foundBy?.org].flatMap((id) =>
        id ? [show(id, { max: 80 })] : [],
      ),
    ],
    reasons: lines(
      reasons.map(({ text }) => text),
      theme,
    ),
    steps: lines(respond, theme),
    links: links.map(({ to, url }) => ({ words: say(`delivery.link.${to}`), url })),
  };
}

function ofCase(one: Case, theme: Theme): ChatSummary {
  const { say, show, clock } = theme;
  const changed = caseUpdateOf(one, theme.language);
  const ids = [one.id, one.foundBy?.org].flatMap((id) => (id ? [show(id, { max: 80 })] : []));
  return {
    ...headOf(one.severity, one.title, changed, theme),
    facts: [
      say('case.since', { time: clock.stamp(one.when.firstSign, true) }),
      whoOf(one, theme),
      stateOf(one, true, theme),
      say('amount.findings', { count: one.findings.length }),
      ...ids,
    ],
    reasons: [],
    steps: lines(one.do, theme),
    links: [],
  };
}

function headOf(severity: Level, title: string, changed: string | undefined, theme: Theme) {
  const { say, show, mark } = theme;
  return {
    severity,
    mark: mark(severity).trim() as Safe,
    title: show(title, { max: longest }),
    update:
      changed === undefined
        ? undefined
        : say('delivery.update', { update: show(changed, { max: longest }) }),
  };
}

/** The first of them, and how many are left. */
function lines(texts: readonly string[], { say, show }: Theme): readonly Safe[] {
  const count = texts.length - listed;
  const more = count > 0 ? [say('amount.more', { count })] : [];
  return [...texts.slice(0, listed).map((text) => show(text, { max: longest })), ...more];
}
