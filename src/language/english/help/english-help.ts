import { englishHelpBasics } from './english-help-basics.ts';
import { englishHelpDeliveries } from './english-help-deliveries.ts';
import { englishHelpFormats } from './english-help-formats.ts';
import { englishHelpInquiry } from './english-help-inquiry.ts';
import { englishHelpKeeping } from './english-help-keeping.ts';
import { englishHelpOptions } from './english-help-options.ts';
import { englishHelpRules } from './english-help-rules.ts';
import { englishHelpScan } from './english-help-scan.ts';
import { englishHelpService } from './english-help-service.ts';
import { englishHelpSettings } from './english-help-settings.ts';
import { englishHelpTopics } from './english-help-topics.ts';

/** All that stands in help pages, in English. */
export const englishHelp = {
  ...englishHelpBasics,
  ...englishHelpDeliveries,
  ...englishHelpFormats,
  ...englishHelpInquiry,
  ...englishHelpKeeping,
  ...englishHelpOptions,
  ...englishHelpRules,
  ...englishHelpScan,
  ...englishHelpService,
  ...englishHelpSettings,
  ...englishHelpTopics,
} as const;
