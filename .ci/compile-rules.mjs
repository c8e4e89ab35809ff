/** Leaves the bundled rules in `dist/`, compiled, for each language in which they say something. */
import { writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { digestOf } from '../dist/cli/rules/rule-set.js';
import { shelfFile, writtenShelf } from '../dist/cli/rules/shelf-file.js';
import { compileRules } from '../dist/detection/compile.js';
import { shelve } from '../dist/engine/rule-shelf.js';
import { builtInRules } from '../dist/input/built-in-rules.js';
import { contentOfFolder } from '../dist/input/folder-content.js';
import { linkTexts, readRules } from '../dist/input/rule-files.js';
import { languageTags } from '../dist/language/language-tag.js';
import { translated } from '../dist/rule/translation.js';

const folder = builtInRules();
/** No place on the machine of the build gets into the package. */
const placed = (texts) => texts.map((text) => ({ ...text, file: relative(folder, text.file) }));

for (const language of languageTags) {
  const { texts, packs, translations, ...rest } = await readRules([folder], { language });
  const set = linkTexts({
    ...rest,
    texts: placed(texts),
    packs: placed(packs),
    translations: placed(translations),
  });
  const spoken = translated(set);
  const shelf = shelve(compileRules(spoken));
  const bundled = { shelf, packs: spoken.packs, rulesDigest: digestOf(set) };
  const written = writtenShelf(bundled, contentOfFolder(folder));
  if (written) await writeFile(shelfFile(language), written);
}
