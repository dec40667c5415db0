import { useLanguage } from '@songhua/ui/text.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Decided, Decision, ListedPerson, PersonDetail } from '../contract.ts';
import { PersonPicker } from './person-picker.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { sayInstitution, sayName, sayWho } from './say-person.ts';
import { UndoDialog } from './undo-dialog.tsx';
import { useDecide } from './use-decide.tsx';

/** What the reader is about to do with a person. */
export type Asking =
  | { readonly deed: 'unlink'; readonly member: PersonDetail['members'][number] }
  | { readonly deed: 'link' }
  | { readonly deed: 'undo'; readonly decision: Decision };

interface DialogProps<Deed extends Asking['deed']> {
  readonly detail: PersonDetail;
  readonly asking: Extract<Asking, { readonly deed: Deed }>;
  readonly onClose: () => void;
  readonly onDone: (answer: Decided) => void;
}

function UnlinkDialog({ detail, asking: { member }, onClose, onDone }: DialogProps<'unlink'>) {
  const { t } = useTranslation('identity');
  const { decide, busy, error } = useDecide();
  const rest = detail.members.filter(({ patient }) => patient !== member.patient);
  const house = sayInstitution(member.institution) ?? member.patient;
  return (
    <ReasonDialog
      title={t('unlink.title', { institution: house })}
      go={t('unlink.go')}
      danger
      busy={busy}
      error={error}
      onClose={onClose}
      onGo={(reason) =>
        void decide(
          '/api/identity/people/unlink',
          { patient: member.patient, reason },
          t('unlink.done', { institution: house }),
        ).then((answer) => answer && onDone(answer))
      }
    >
      <p>{t('unlink.preview')}</p>
      <ol className="identity-preview">
        <li>
          {t('unlink.stays', { count: rest.length })}{' '}
          {rest.map((one) => sayInstitution(one.institution) ?? one.patient).join(t('list'))}
        </li>
        <li>
          {t('unlink.goes')} {sayName(t, member.name)} · {house}
        </li>
      </ol>
      <p className="sh-quiet">{t('unlink.follows')}</p>
    </ReasonDialog>
  );
}

function LinkDialog({ detail, onClose, onDone }: DialogProps<'link'>) {
  const { t } = useTranslation('identity');
  const language = useLanguage();
  const { decide, busy, error } = useDecide();
  const [other, setOther] = useState<ListedPerson | null>(null);
  const own = detail.members[0];
  const count = detail.members.length + (other?.registrations ?? 0);
  return (
    <ReasonDialog
      title={t('link.title')}
      go={t('link.go')}
      busy={busy}
      error={error}
      incomplete={!other}
      onClose={onClose}
      onGo={(reason) => {
        if (!other || !own) return;
        const body = { patients: [own.patient, other.patient], reason };
        void decide('/api/identity/people/link', body, t('link.done', { name: sayName(t, other.name) })).then(
          (answer) => answer && onDone(answer),
        );
      }}
    >
      <PersonPicker label={t('link.whom')} without={detail.person} value={other} onChange={setOther} />
      {other && (
        <p className="identity-outlook">
          {t('link.preview', { name: sayName(t, other.name), who: sayWho(t, language, other), count })}
        </p>
      )}
    </ReasonDialog>
  );
}

/** The dialog of what the reader is about to do; it says what changes before it changes it. */
export function PersonDialog({ asking, ...rest }: Omit<DialogProps<Asking['deed']>, 'asking'> & { readonly asking: Asking }) {
  if (asking.deed === 'unlink') return <UnlinkDialog asking={asking} {...rest} />;
  return asking.deed === 'link' ? <LinkDialog asking={asking} {...rest} /> : <UndoDialog decision={asking.decision} {...rest} />;
}
