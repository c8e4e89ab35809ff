import { expect, test } from 'vitest';
import { loadCatalogue } from '../../src/input/idea-catalogue.ts';
import { languageTags } from '../../src/language/language-tag.ts';

const { ideas, reasons } = await loadCatalogue();

test.each(languageTags)(
  'in %s every idea has words of its own, and the same have a reason',
  async (tag) => {
    const told = await loadCatalogue(tag);
    expect([...told.ideas.keys()]).toEqual([...ideas.keys()]);
    expect([...told.reasons.keys()]).toEqual([...reasons.keys()]);
    expect(new Set(told.ideas.values()).size).toBe(ideas.size);
    const words = [...told.ideas.values(), ...told.reasons.values()];
    expect(words.filter((text) => text.trim() !== text || text === '')).toEqual([]);
  },
);

test.each(languageTags.filter((tag) => tag !== 'en'))(
  'nothing is left in English in %s',
  async (tag) => {
    const told = await loadCatalogue(tag);
    const same = [...ideas].filter(([id, words]) => told.ideas.get(id) === words);
    expect(same).toEqual([]);
    expect([...reasons].filter(([id, words]) => told.reasons.get(id) === words)).toEqual([]);
  },
);
