import { ApiProblem } from '@songhua/ui/api.ts';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useSayScope } from '@songhua/ui/use-say-scope.ts';
import { useWrite } from '@songhua/ui/use-write.ts';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '../contract.ts';
import { ClientFields, endsTokens, fieldsOf, type TypedClient, typedOf } from './client-fields.tsx';

interface ClientEditorProps {
  readonly client: Client;
  readonly path: string;
  readonly mayManage: boolean;
}

/**
 * What is typed keeps the version that it began with, so that a change by somebody else in between is noticed, not written over:
 *
 *   shown --type--> typed --save--> shown
 *                     └--changed meanwhile--> refused --look--> shown, as it is now
 */
export function ClientEditor({ client, path, mayManage }: ClientEditorProps) {
  const { t } = useTranslation('administration');
  const say = useSayScope();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const { write, busy, error, clear } = useWrite();
  const [draft, setDraft] = useState<{ readonly typed: TypedClient; readonly version: number } | null>(null);
  const forget = (): void => {
    setDraft(null);
    clear();
  };
  const save = async (): Promise<void> => {
    if (!draft) return;
    const body = { ...fieldsOf(draft.typed, client), version: draft.version };
    if (await write('POST', `${path}/edit`, body)) {
      forget();
      void message.success(t('account.done'));
    }
  };
  const isConflict = error instanceof ApiProblem && error.code === 'administration.client-changed-meanwhile';
  if (!mayManage)
    return (
      <section className="administration-section">
        <h2>{t('client.scopes')}</h2>
        <ul>
          {client.scopes.map((scope) => (
            <li key={scope}>
              <code className="sh-code">{scope}</code> {say(scope)}
            </li>
          ))}
        </ul>
      </section>
    );
  return (
    <section className="administration-section" aria-labelledby="client-edit">
      <h2 id="client-edit">{t('client.edit')}</h2>
      <ClientFields
        kind={client.kind}
        method={client.method}
        value={draft?.typed ?? typedOf(client)}
        onChange={(typed) => setDraft({ typed, version: draft?.version ?? client.version })}
      />
      {draft && endsTokens(draft.typed, client) && (
        <Alert className="administration-buttons" type="warning" showIcon title={t('client.edit-ends')} />
      )}
      {error !== null && (
        <div className="administration-buttons">
          <ProblemNotice error={error} />
        </div>
      )}
      <div className="sh-row administration-buttons">
        {isConflict ? (
          <Button
            type="primary"
            onClick={() => {
              forget();
              void queries.invalidateQueries({ queryKey: ['api'] });
            }}
          >
            {t('client.look')}
          </Button>
        ) : (
          <Button type="primary" disabled={!draft} loading={busy} onClick={() => void save()}>
            {t('account.save')}
          </Button>
        )}
        {draft && !isConflict && <Button onClick={forget}>{t('client.discard')}</Button>}
      </div>
    </section>
  );
}
