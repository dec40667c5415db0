import type { Language } from '@songhua/ui/text.ts';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { languageKey, rememberedLanguage } from './remembered-language.ts';

const load = { zh: () => import('./texts-zh.ts'), en: () => import('./texts-en.ts') };

/** Texts of a module stand in the namespace of its folder. */
async function addTexts(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, 'web')) return;
  const { ui, web, modules } = (await load[language]()).default;
  i18next.addResourceBundle(language, 'ui', ui);
  i18next.addResourceBundle(language, 'web', web);
  for (const [path, texts] of Object.entries(modules)) {
    const module = /modules\/([^/]+)\//.exec(path)?.[1];
    if (module) i18next.addResourceBundle(language, module, texts);
  }
}

const mark = (language: Language): void => {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
};

/** Chinese first; the reader's choice is remembered on this machine. */
export async function startLanguage(): Promise<void> {
  const lng = rememberedLanguage();
  // On their way while the rest is set up.
  void load[lng]();
  await i18next.use(initReactI18next).init({
    lng,
    fallbackLng: false,
    defaultNS: 'web',
    resources: {},
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  await addTexts(lng);
  mark(lng);
  await i18next.changeLanguage(lng);
}

export async function switchLanguage(language: Language): Promise<void> {
  await addTexts(language);
  localStorage.setItem(languageKey, language);
  mark(language);
  await i18next.changeLanguage(language);
}
