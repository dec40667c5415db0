import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

interface LiveDrill {
  readonly house: boolean;
  readonly run: { readonly id: string; readonly title: { readonly zh: string; readonly en: string } } | null;
}

/** After the page itself has come, ms: whoever opens a record waits for nothing else. */
const later = 1_500;

/** In a house set apart for drills every page says so, and which drill is under way: nothing on it is real. */
export function DrillNotice() {
  const { t } = useTranslation('web');
  const language = useLanguage();
  const may = useMay('drill.read');
  const [asks, setAsks] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setAsks(true), later);
    return () => clearTimeout(timer);
  }, []);
  const { data } = useApi<LiveDrill>(may && asks ? '/api/drill/live' : null);
  if (!data?.house) return null;
  return (
    <p className="sh-demo" role="note">
      {t('drill.house')} {data.run && <Link to={`/drill/runs/${data.run.id}`}>{data.run.title[language]}</Link>}
    </p>
  );
}
