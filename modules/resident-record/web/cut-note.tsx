import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { useText } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { Limits } from '../contract.ts';

/** What is not shown here, said: kinds of which there is more, and what no reader of this kind is shown of anybody. */
export function CutNote({ cut }: { readonly cut: readonly { readonly type: string; readonly shown: number }[] }) {
  const { t } = useTranslation('resident-record');
  const text = useText();
  const may = useMay('resident-record.read');
  const limits = useApi<Limits>(may ? '/api/resident-record/limits' : null);
  const said = [
    ...cut.map(({ type, shown }) => t('cut', { type: t(`type.${type}`, { defaultValue: type }), count: shown })),
    ...(limits.data?.items ?? []).map((one) => text(one.text)),
  ];
  if (said.length === 0) return null;
  return (
    <ul className="record-cut sh-quiet">
      {said.map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ul>
  );
}
