import type { Case } from '../../finding/case/case.ts';
import type { Finding } from '../../finding/finding.ts';
import { languages } from '../../language/languages.ts';
import { storiesOf, withCase } from '../../library/case-story.ts';
import type { Shown } from '../../report/story/story.ts';
import { renderShown, shownJson, shownNdjson } from '../../report/story/story-report.ts';
import { createTheme } from '../../report/text/theme.ts';
import type { CommandContext } from '../config/command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { type Investigation, investigate } from '../investigation/investigation.ts';
import { recordNamed } from '../option/id-option.ts';
import { themeFor } from '../terminal/canvas.ts';
import { doubtLines } from '../terminal/closing-summary.ts';
import { reportSink } from '../terminal/pager.ts';
import { asideSink } from '../terminal/sink.ts';
import type { ShowRequest } from './show-options.ts';

/** Shows what the ids name, and returns the exit code. */
export function runShow(options: ShowRequest, context: CommandContext): Promise<number> {
  return investigate(options, context, async (investigation) => {
    const { io, inputs } = investigation;
    const known = await investigation.findings();
    const records = [...known.cases, ...known.findings];
    const named = new Set(options.ids.map((id) => recordNamed(id, records, 'caseOrFinding')));
    const shown: Shown = {
      stories: await storiesOf([...named].filter(isCase), options.limit, known, investigation.read),
      findings: [...named].filter(isFinding).map((finding) => withCase(finding, known)),
    };
    await write(shown, options, investigation);
    const doubts = inputs.report ? [] : (known.summary?.doubts ?? []);
    for (const line of doubtLines({ doubts, rules: [] }, languages[options.display.language]))
      await asideSink(io.stderr).write(`${line}\n`);
    const isWhole = doubts.length === 0 && shown.stories.every(({ timeline }) => timeline.complete);
    return isWhole || options.allowPartial ? exitCodes.clean : exitCodes.doubt;
  });
}

function isCase(one: Case | Finding): one is Case {
  return one.kind === 'case';
}

function isFinding(one: Case | Finding): one is Finding {
  return one.kind === 'finding';
}

async function write(
  shown: Shown,
  { format, display }: ShowRequest,
  { io, interrupt }: Investigation,
): Promise<void> {
  const sink = reportSink({ display, isLong: format === 'table' }, io, interrupt);
  if (format === 'json') return sink.write(shownJson(shown));
  if (format === 'ndjson') {
    for (const line of shownNdjson(shown)) await sink.write(line);
    return;
  }
  const theme = createTheme({ ...themeFor(display, io.stdout, io), verbose: true });
  for (const line of renderShown(shown, theme)) await sink.write(`${line}\n`);
  await sink.finish();
}
