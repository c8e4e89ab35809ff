/** Leaves the bundled rules in `dist/`, parsed, so that no run of the tool has to. */
import { writeFile } from 'node:fs/promises';
import { parsedRulesFile, writtenRules } from '../dist/input/parsed-rules.js';
import { builtInRules, readRules } from '../dist/input/rule-files.js';

const { texts } = await readRules([builtInRules()]);
await writeFile(parsedRulesFile(), writtenRules(texts));
