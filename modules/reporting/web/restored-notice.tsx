import { formatTime } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';

/** Says that what stands in the boxes was typed earlier and is not kept in the card yet. */
export function RestoredNotice({ at, onDiscard }: { readonly at: string | null; readonly onDiscard: () => void }) {
  const { t } = useTranslation('reporting');
  const language = useLanguage();
  if (at === null) return null;
  return (
    <Alert
      type="info"
      showIcon
      title={t('form.restored', { at: formatTime(at, language) })}
      action={
        <Button size="small" onClick={onDiscard}>
          {t('form.discard')}
        </Button>
      }
    />
  );
}
