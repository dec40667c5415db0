import { DetailDrawer } from '@songhua/ui/detail-drawer.tsx';
import { formatDate } from '@songhua/ui/format.ts';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { type CaseDetail, type CaseList, classification, contactKind, type OutbreakView, outcome } from '../contract.ts';
import { ChoiceEntry, DayEntry, EntryButton, NumberEntry, TextEntry } from './entry-dialog.tsx';
import { ExposureAnswers } from './exposure-answers.tsx';
import { classMarks } from './line-list.tsx';

interface ContactForm {
  readonly name: string;
  readonly kind: string;
  readonly lastExposure: string;
  readonly age?: number;
  readonly phone?: string;
  readonly place?: string;
  readonly mine?: string;
}

/** One case: what is said of it, who says what it is, its contacts and who infected it. */
export default function CaseDrawer() {
  const { t } = useTranslation('investigation');
  const language = useLanguage();
  const { id = '', person = '' } = useParams();
  const base = `/outbreaks/${id}`;
  const detail = useApi<CaseDetail>(`/api/investigation${base}/cases/${person}`);
  const view = useApi<OutbreakView>(`/api/investigation${base}`);
  const others = useApi<CaseList>(`/api/investigation${base}/cases`, { limit: 200, sort: 'onset' });
  const one = detail.data?.case;
  const options = (of: string, values: readonly string[]) => values.map((value) => ({ value, label: t(`${of}.${value}`) }));
  const people = (others.data?.items ?? [])
    .filter((other) => other.id !== person)
    .map((other) => ({ value: other.id, label: `#${other.serial} ${other.name ?? ''}` }));
  const facts: readonly (readonly [string, string | number | null | undefined])[] = one
    ? [
        ['sex', one.sex && t(`sex.${one.sex}`)],
        ['age', one.age],
        ['number', one.number],
        ['phone', one.phone],
        ['town', one.townName?.[language]],
        ['address', one.address],
        ['work', one.work],
        ['school', one.school],
        ['exposure', one.exposure],
        ['onset', one.onset && formatDate(one.onset, language)],
        ['reported', formatDate(one.reported, language)],
        ['outcome', t(`outcome.${one.outcome}`)],
        ['died', one.died && formatDate(one.died, language)],
      ]
    : [];
  return (
    <DetailDrawer
      title={one ? `#${one.serial} ${one.name ?? t('unnamed')}` : t('case.one')}
      back={`/investigation/outbreaks/${id}`}
    >
      {Boolean(detail.error) && <ProblemNotice error={detail.error} />}
      {one && detail.data && (
        <>
          <p>
            <StatusMark status={classMarks[one.classification]} said={t(`class.${one.classification}`)} />{' '}
            <span className="sh-quiet">
              {t(`by.${one.classified.kind}`, { by: t(`rule.${one.classified.by}`, { defaultValue: one.classified.by }) })}
            </span>
          </p>
          <dl className="iv-facts">
            {facts.map(([name, value]) => (
              <div key={name}>
                <dt>{t(`field.${name}`)}</dt>
                <dd>{value ?? '—'}</dd>
              </div>
            ))}
          </dl>
          <p>
            <Link to={`/investigation/outbreaks/${id}?tab=contacts&source=${person}`}>
              {t('case.contacts', { count: detail.data.contacts })}
            </Link>
            {detail.data.wasContact && (
              <span> · {t('case.was-contact', { day: formatDate(detail.data.wasContact.lastExposure, language) })}</span>
            )}
            {one.reference && <Link to={`/record/${one.reference.replace('Patient/', '')}`}> · {t('case.record')}</Link>}
          </p>
          {view.data?.mayWrite && (
            <div className="sh-row">
              <EntryButton
                title={t('case.edit')}
                method="PATCH"
                path={`${base}/cases/${person}`}
                initial={one}
                body={(draft: object) => ({
                  version: one.version,
                  changes: Object.fromEntries(
                    Object.entries(draft).map(([name, value]) => [name, value === '' ? null : (value ?? null)]),
                  ),
                })}
              >
                <ChoiceEntry
                  name="classification"
                  label={t('field.classification')}
                  required
                  options={options('class', classification.options)}
                />
                <ChoiceEntry name="outcome" label={t('field.outcome')} required options={options('outcome', outcome.options)} />
                <DayEntry name="onset" label={t('field.onset')} />
                <DayEntry name="died" label={t('field.died')} />
                <TextEntry name="address" label={t('field.address')} />
                <TextEntry name="work" label={t('field.work')} most={100} />
                <TextEntry name="school" label={t('field.school')} most={100} />
                <TextEntry name="exposure" label={t('field.exposure')} most={300} />
              </EntryButton>
              <EntryButton<ContactForm>
                title={t('contact.add')}
                primary
                path={`${base}/contacts`}
                initial={{ lastExposure: view.data.today, mine: 'me' }}
                body={({ mine, ...draft }) => ({ ...draft, source: person, worker: mine ?? null })}
              >
                <TextEntry name="name" label={t('field.name')} required most={60} />
                <ChoiceEntry name="kind" label={t('field.kind')} required options={options('kind', contactKind.options)} />
                <DayEntry name="lastExposure" label={t('field.lastExposure')} required />
                <NumberEntry name="age" label={t('field.age')} most={130} />
                <TextEntry name="phone" label={t('field.phone')} most={20} />
                <TextEntry name="place" label={t('field.place')} />
                <ChoiceEntry name="mine" label={t('field.worker')} options={[{ value: 'me', label: t('me') }]} />
              </EntryButton>
              <EntryButton<{ existing: string; kind: string; lastExposure: string }>
                title={t('contact.link')}
                path={`${base}/contacts`}
                initial={{ lastExposure: view.data.today }}
                body={(draft) => ({ ...draft, source: person })}
              >
                <ChoiceEntry name="existing" label={t('contact.existing')} required options={people} />
                <ChoiceEntry name="kind" label={t('field.kind')} required options={options('kind', contactKind.options)} />
                <DayEntry name="lastExposure" label={t('field.lastExposure')} required />
              </EntryButton>
              <EntryButton<{ infector?: string; reason?: string }>
                title={t('case.infector')}
                path={`${base}/pairs`}
                body={({ infector, reason }) => ({ infectee: person, infector: infector ?? null, reason: reason || null })}
              >
                <ChoiceEntry name="infector" label={t('case.infector-help')} options={people} />
                <TextEntry name="reason" label={t('field.reason')} />
              </EntryButton>
              <EntryButton<{ place: string; begins: string; until: string }>
                title={t('place.add')}
                path={`${base}/presences`}
                body={(draft) => ({ ...draft, person })}
              >
                <TextEntry name="place" label={t('field.place')} required />
                <DayEntry name="begins" label={t('field.begins')} required />
                <DayEntry name="until" label={t('field.until')} required />
              </EntryButton>
              <EntryButton<{ kind: string; taken: string }>
                title={t('sample.add')}
                path={`${base}/samples`}
                initial={{ taken: view.data.today }}
                body={(draft) => ({ ...draft, person })}
              >
                <TextEntry name="kind" label={t('field.sample')} required most={60} />
                <DayEntry name="taken" label={t('field.taken')} required />
              </EntryButton>
            </div>
          )}
          <ExposureAnswers base={`${base}/cases/${person}`} mayWrite={view.data?.mayWrite ?? false} />
        </>
      )}
    </DetailDrawer>
  );
}
