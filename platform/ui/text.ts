import type { Language, Text } from '@songhua/kernel/result.ts';
import { useTranslation } from 'react-i18next';

export type { Language, Text };

/** The interface language now. Anything but English reads Chinese. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return i18n.language === 'en' ? 'en' : 'zh';
}

/** Picks the side of a two-language text that the reader chose. */
export function useText(): (text: Text) => string {
  const language = useLanguage();
  return (text) => text[language];
}
