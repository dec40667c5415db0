/** Where the reader's choice is kept on this machine. */
export const languageKey = 'songhua.language';

/** The language that was chosen on this machine; Chinese first. */
export const rememberedLanguage = (): 'zh' | 'en' => (localStorage.getItem(languageKey) === 'en' ? 'en' : 'zh');
