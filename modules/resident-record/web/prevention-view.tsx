import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { Immunisation, Programme, ResidentRecord } from '../contract.ts';
import type { DetailAddress } from './addresses.ts';
import { CutNote } from './cut-note.tsx';
import { Growth } from './growth.tsx';
import { Past } from './past.tsx';
import { recordPath } from './record-path.ts';
import { Section } from './section.tsx';
import { SourceLine } from './source-line.tsx';
import { Titled } from './titled.tsx';
import { saySpan } from './when.ts';

/** Vaccinations, newest first, by dose and lot. */
export function ImmunisationList({
  immunisations,
  addressOf = () => null,
}: {
  readonly immunisations: readonly Immunisation[];
  readonly addressOf?: DetailAddress;
}) {
  const { t } = useTranslation('resident-record');
  return (
    <Section title={t('section.immunisations')} count={immunisations.length}>
      {immunisations.length === 0 ? (
        <p className="sh-quiet">{t('none.immunisations')}</p>
      ) : (
        <ul className="record-rows">
          {immunisations.map(({ name, dose, lot, given, source }) => (
            <li key={source.resource}>
              <span className="record-row-main">
                <Titled source={source} title={name} addressOf={addressOf} /> {dose && t('immunisation.dose', { dose })}
                {!given && <strong className="record-not-given"> {t('immunisation.not-given')}</strong>}
                {lot && <span className="sh-quiet"> {t('immunisation.lot', { lot })}</span>}
              </span>
              <SourceLine source={source} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

const Programmes = ({ programmes }: { readonly programmes: readonly Programme[] }) => {
  const language = useLanguage();
  const { t } = useTranslation('resident-record');
  return (
    <ul className="record-rows">
      {programmes.map(({ kind, name, from, until, manager, source }) => (
        <li key={source.resource}>
          <span className="record-kind">{t(`programme.${kind}`)}</span>
          <span className="record-row-main">
            <strong>{name}</strong> <span className="sh-quiet">{saySpan(from, until, language)}</span>
            {manager && <span> {manager}</span>}
          </span>
          <SourceLine source={source} day={false} />
        </li>
      ))}
    </ul>
  );
};

/** Family-doctor contracts and programmes that run; what is over below. */
export function ProgrammeList({ programmes }: { readonly programmes: readonly Programme[] }) {
  const { t } = useTranslation('resident-record');
  const [active, past] = [
    programmes.filter(({ state }) => state === 'active'),
    programmes.filter(({ state }) => state === 'past'),
  ];
  return (
    <Section title={t('section.programmes')} count={active.length}>
      {active.length === 0 ? <p className="sh-quiet">{t('none.programmes')}</p> : <Programmes programmes={active} />}
      <Past count={past.length}>
        <Programmes programmes={past} />
      </Past>
    </Section>
  );
}

export const PreventionView = ({ record }: { readonly record: ResidentRecord }) => (
  <>
    <div className="record-overview">
      <ImmunisationList immunisations={record.immunisations} />
      <ProgrammeList programmes={record.programmes} />
    </div>
    <Growth record={record} path={`${recordPath(record.patient)}/results`} />
    <CutNote cut={record.cut} />
  </>
);
