import { japaneseHelpBasics } from './japanese-help-basics.ts';
import { japaneseHelpDeliveries } from './japanese-help-deliveries.ts';
import { japaneseHelpFormats } from './japanese-help-formats.ts';
import { japaneseHelpInquiry } from './japanese-help-inquiry.ts';
import { japaneseHelpKeeping } from './japanese-help-keeping.ts';
import { japaneseHelpOptions } from './japanese-help-options.ts';
import { japaneseHelpRules } from './japanese-help-rules.ts';
import { japaneseHelpScan } from './japanese-help-scan.ts';
import { japaneseHelpService } from './japanese-help-service.ts';
import { japaneseHelpSettings } from './japanese-help-settings.ts';
import { japaneseHelpTopics } from './japanese-help-topics.ts';

/** All that stands in help pages, in Japanese. */
export const japaneseHelp = {
  ...japaneseHelpBasics,
  ...japaneseHelpDeliveries,
  ...japaneseHelpFormats,
  ...japaneseHelpInquiry,
  ...japaneseHelpKeeping,
  ...japaneseHelpOptions,
  ...japaneseHelpRules,
  ...japaneseHelpScan,
  ...japaneseHelpService,
  ...japaneseHelpSettings,
  ...japaneseHelpTopics,
} as const;
