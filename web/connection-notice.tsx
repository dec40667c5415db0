import { useEvents } from '@songhua/ui/events.ts';
import { formatTime } from '@songhua/ui/format.ts';
import { useReadOnly } from '@songhua/ui/read-only.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Says when the line to the server is lost and how old the page is, and, for a moment, that it is back. */
export function ConnectionNotice() {
  const { t } = useTranslation('web');
  const language = useLanguage();
  const { state, since } = useEvents();
  const wasLost = useRef(false);
  const readOnly = useReadOnly();
  const [healed, setHealed] = useState(false);
  useEffect(() => {
    if (state === 'lost') {
      wasLost.current = true;
      return;
    }
    if (!wasLost.current) return;
    wasLost.current = false;
    setHealed(true);
    const gone = setTimeout(() => setHealed(false), 5000);
    return () => clearTimeout(gone);
  }, [state]);
  if (state === 'lost') {
    return (
      <p className="sh-connection sh-lost" role="status">
        {t('connection.lost', { time: formatTime(since.toISOString(), language) })}
      </p>
    );
  }
  if (readOnly) {
    return (
      <p className="sh-connection sh-lost" role="status">
        {t('connection.read-only')}
      </p>
    );
  }
  return healed ? (
    <p className="sh-connection" role="status">
      {t('connection.healed')}
    </p>
  ) : null;
}
