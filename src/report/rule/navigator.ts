import { jsonText } from '../text/json-text.ts';
import type { CoveredTechnique } from './techniques.ts';

/** Scores count rules; this many or more have the last colour. */
const most = 5;

/**
 * A layer for the ATT&CK Navigator (layer format 4.5): the score of a technique is the number of rules
 * that look for it, the comment names them.
 */
export function renderNavigator(techniques: readonly CoveredTechnique[]): string {
  const layer = {
    name: 'oktahunt rules',
    versions: { attack: '18', navigator: '5.2.0', layer: '4.5' },
    domain: 'enterprise-attack',
    description: 'What the rules look for in the Okta System Log; a score is a number of rules.',
    sorting: 3,
    layout: { layout: 'side', showID: true, showName: true, expandedSubtechniques: 'annotated' },
    hideDisabled: false,
    techniques: techniques.map(({ id, rules, level }) => ({
      techniqueID: id,
      score: rules.length,
      comment: rules.join(', '),
      enabled: true,
      metadata: [{ name: 'worst level', value: level }],
      showSubtechniques: false,
    })),
    gradient: { colors: ['#d3e5f5', '#2171b5'], minValue: 0, maxValue: most },
    legendItems: [],
  };
  return `${jsonText(layer, 2)}\n`;
}
