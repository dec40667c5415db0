import { useText } from '@songhua/ui/text.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EncounterDetail } from '../contract.ts';
import type { DetailAddress } from './addresses.ts';
import { isOutside, ResultMark } from './marks.tsx';
import { Section } from './section.tsx';
import { SourceLine } from './source-line.tsx';
import { Titled } from './titled.tsx';
import { useRange } from './use-range.ts';
import { VisitCosts } from './visit-costs.tsx';
import './results.css';
import './timeline.css';

interface RowsProps<T> {
  readonly title: string;
  readonly items: readonly T[];
  readonly children: (item: T) => ReactNode;
}

/** A list under its heading; nothing where there is nothing. */
function Rows<T>({ title, items, children }: RowsProps<T>) {
  if (items.length === 0) return null;
  return (
    <Section title={title} count={items.length}>
      <ul className="record-rows">{items.map(children)}</ul>
    </Section>
  );
}

function Facts({ visit }: { readonly visit: EncounterDetail }) {
  const { t } = useTranslation('resident-record');
  const text = useText();
  const facts = [
    ...(visit.reasons.length > 0 ? [{ key: 'reasons', title: t('visit.reasons'), value: visit.reasons.join('；') }] : []),
    ...visit.participants.map(({ role, name }) => ({
      key: `${role} ${name}`,
      title: role ?? t('visit.participant'),
      value: name,
    })),
    ...visit.frontPage.map(({ key, title, value }) => ({ key, title: text(title), value: text(value) })),
  ];
  if (facts.length === 0) return null;
  return (
    <Section title={t(visit.kind === 'admission' ? 'visit.front-page' : 'visit.facts')}>
      <dl className="record-facts">
        {facts.map(({ key, title, value }) => (
          <div key={key}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

/** Results of a visit as a table with their ranges. */
function VisitResults({ results, addressOf }: Pick<EncounterDetail, 'results'> & { readonly addressOf: DetailAddress }) {
  const { t } = useTranslation('resident-record');
  const sayRange = useRange();
  if (results.length === 0) return null;
  return (
    <Section title={t('view.results')} count={results.length}>
      <div className="record-scroll">
        <table className="record-table">
          <caption className="sh-visually-hidden">{t('view.results')}</caption>
          <thead>
            <tr>
              {['name', 'value', 'state', 'range'].map((one) => (
                <th key={one} scope="col">
                  {t(`result.column.${one}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {results.map(({ name, measured, interpretation, range, source }) => (
              <tr key={`${source.resource} ${name}`}>
                <th scope="row">
                  <Titled source={source} title={name} addressOf={addressOf} />
                </th>
                <td className="sh-number">
                  <strong>{measured.text}</strong>
                </td>
                <td>{interpretation && <ResultMark of={interpretation} />}</td>
                <td className="sh-quiet">{sayRange(range)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

/** All that belongs to one visit, in the order in which it is read. */
export function VisitParts({ visit, addressOf }: { readonly visit: EncounterDetail; readonly addressOf: DetailAddress }) {
  const { t } = useTranslation('resident-record');
  const text = useText();
  return (
    <>
      <Rows title={t('visit.diagnoses')} items={visit.diagnoses}>
        {({ name, code, use, present, source }) => (
          <li key={`${source.resource} ${use?.en}`}>
            <span className="record-row-main">
              {use && <span className="record-kind">{text(use)}</span>}{' '}
              <Titled source={source} title={name} addressOf={addressOf} />
              {code && <span className="sh-quiet"> {code}</span>}
              {visit.kind === 'admission' && (
                <span className="sh-quiet"> {t('costs.present', { said: present ? text(present) : t('costs.unsaid') })}</span>
              )}
            </span>
          </li>
        )}
      </Rows>
      <Facts visit={visit} />
      {visit.costs && <VisitCosts costs={visit.costs} />}
      <Rows title={t('section.procedures')} items={visit.procedures}>
        {({ name, code, source }) => (
          <li key={source.resource}>
            <span className="record-row-main">
              <Titled source={source} title={name} addressOf={addressOf} />
              {code && <span className="sh-quiet"> {code}</span>}
            </span>
            <SourceLine source={source} />
          </li>
        )}
      </Rows>
      <Rows title={t('visit.medicines')} items={visit.medicines}>
        {({ name, dosage, source }) => (
          <li key={source.resource}>
            <span className="record-row-main">
              <Titled source={source} title={name} addressOf={addressOf} /> {dosage}
            </span>
          </li>
        )}
      </Rows>
      <Rows title={t('visit.reports')} items={visit.reports}>
        {({ name, conclusion, source }) => (
          <li key={source.resource}>
            <span className="record-row-main">
              <Titled source={source} title={name} addressOf={addressOf} /> {conclusion}
            </span>
            <SourceLine source={source} />
          </li>
        )}
      </Rows>
      <VisitResults results={visit.results} addressOf={addressOf} />
      <Rows title={t('visit.documents')} items={visit.documents}>
        {({ name, source }) => (
          <li key={source.resource}>
            <span className="record-row-main">{name}</span>
            <SourceLine source={source} />
          </li>
        )}
      </Rows>
      {visit.results.some(({ interpretation }) => isOutside(interpretation)) && <p className="sh-quiet">{t('visit.judged')}</p>}
    </>
  );
}
