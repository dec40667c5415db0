import { type Ahead, askAhead } from '@songhua/ui/ahead.ts';
import { rememberedLanguage } from './remembered-language.ts';

/*
 * The first script that runs, beside the page's own and long before it stands: what the page at this address is about to ask for goes out now,
 * so that the server works while the browser reads. Nothing of the page is imported here.
 */

const found = import.meta.glob<{ readonly ahead: Ahead }>('../modules/*/web/ahead.ts', { eager: true });
const { pathname } = window.location;
const language = rememberedLanguage();

if (!/^\/(?:sign-in|set-up)(?:\/|$)/.test(pathname))
  for (const path of ['/api/session', ...Object.values(found).flatMap(({ ahead }) => ahead(window.location))])
    askAhead(path, language);
