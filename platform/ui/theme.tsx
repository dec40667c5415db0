import { App, theme as antd, ConfigProvider } from 'antd';
import enGB from 'antd/locale/en_GB';
import zhCN from 'antd/locale/zh_CN';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { dark, light, type Palette } from './palette.ts';
import { useLanguage } from './text.ts';
import './tokens.css';
import './base.css';

export type ThemeName = 'light' | 'dark';
const key = 'songhua.theme';

const remembered = (): ThemeName => {
  const kept = localStorage.getItem(key);
  if (kept === 'light' || kept === 'dark') return kept;
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
};

const ThemeContext = createContext<{ readonly name: ThemeName; readonly palette: Palette; readonly toggle: () => void }>({
  name: 'light',
  palette: light,
  toggle: () => {},
});

export const useTheme = () => useContext(ThemeContext);

/** Our tokens as Ant Design's: one accent, 14 px, small corners, and texts that keep 4.5:1 on their ground. */
function tokensOf(name: ThemeName) {
  const { ground, text, quiet, line, accent, 'off-track': wrong } = name === 'dark' ? dark : light;
  return {
    colorPrimary: accent,
    colorError: wrong,
    colorErrorHover: wrong,
    colorErrorActive: wrong,
    colorLink: name === 'dark' ? '#5cc3cc' : '#0b6972',
    colorBgBase: ground,
    colorBgContainer: ground,
    colorBgLayout: ground,
    colorBgElevated: name === 'dark' ? '#171d20' : ground,
    colorText: text,
    colorTextSecondary: quiet,
    colorTextTertiary: quiet,
    colorTextDescription: quiet,
    colorTextPlaceholder: quiet,
    colorTextQuaternary: quiet,
    colorBorder: name === 'dark' ? '#52606a' : '#aab4ba',
    colorBorderSecondary: line,
    colorBgSpotlight: name === 'dark' ? '#37444b' : '#263238',
    colorTextLightSolid: '#ffffff',
    borderRadius: 4,
    fontSize: 14,
    controlHeight: 30,
    fontFamily: 'var(--sh-font)',
    motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
  };
}

export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  const [name, setName] = useState<ThemeName>(remembered);
  const language = useLanguage();
  useEffect(() => {
    document.documentElement.dataset.theme = name;
  }, [name]);
  const toggle = useCallback(
    () =>
      setName((now) => {
        const next = now === 'dark' ? 'light' : 'dark';
        localStorage.setItem(key, next);
        return next;
      }),
    [],
  );
  const value = useMemo(() => ({ name, palette: name === 'dark' ? dark : light, toggle }), [name, toggle]);
  const config = useMemo(
    () => ({
      algorithm: name === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm,
      token: tokensOf(name),
      components: {
        Segmented:
          name === 'dark' ? { trackBg: '#222a2e', itemSelectedBg: '#3d4a51' } : { trackBg: '#e6eaed', itemSelectedBg: '#ffffff' },
        // A dark accent that is light enough for text is too light for white letters on it.
        ...(name === 'dark' && { Button: { primaryColor: '#06181a' } }),
      },
    }),
    [name],
  );
  return (
    <ThemeContext value={value}>
      <ConfigProvider theme={config} locale={language === 'en' ? enGB : zhCN} button={{ autoInsertSpace: false }}>
        <App component={false}>{children}</App>
      </ConfigProvider>
    </ThemeContext>
  );
}
