import { benignDay } from './benign-day.ts';
import { beyondtrust } from './beyondtrust.ts';
import { cloudflare } from './cloudflare.ts';
import { onePassword } from './one-password.ts';
import type { Story } from './story.ts';

/** Every incident that `fixtures/incidents/` holds. */
export const stories: readonly Story[] = [onePassword, beyondtrust, cloudflare, benignDay];
