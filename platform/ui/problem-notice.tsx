import { Alert, Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, goToSignIn } from './api.ts';
import { useText } from './text.ts';

/** What went wrong, why, and what to do: the server's own words in the reader's language, field by field, and a retry. */
export function ProblemNotice({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { t } = useTranslation('ui');
  const text = useText();
  const problem = error instanceof ApiProblem ? error : null;
  // What was refused is refused again; what broke or was not reached may work the next time.
  const canHeal = !problem || problem.status === 0 || problem.status === 429 || problem.status >= 500;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={problem ? text(problem.texts) : t('problem.unexpected')}
      description={
        problem && problem.errors.length > 0 ? (
          <ul style={{ margin: 0, paddingInlineStart: 18 }}>
            {problem.errors.map((one) => (
              <li key={`${one.field} ${one.rule}`}>
                {one.field}: {text(one.message)}
              </li>
            ))}
          </ul>
        ) : undefined
      }
      action={
        problem?.status === 401 ? (
          <Button size="small" onClick={goToSignIn}>
            {t('problem.sign-in')}
          </Button>
        ) : (
          canHeal &&
          onRetry && (
            <Button size="small" onClick={onRetry}>
              {t('problem.retry')}
            </Button>
          )
        )
      }
    />
  );
}

interface LoadedProps<T> {
  readonly query: { readonly data: T | undefined; readonly error: unknown; readonly refetch: () => unknown };
  readonly rows?: number;
  readonly children: (data: T) => ReactNode;
}

/** Skeleton while waiting, a notice when it failed, else the children. Data in view stays when a refresh fails. */
export function Loaded<T>({ query, rows = 6, children }: LoadedProps<T>) {
  const { t } = useTranslation('ui');
  const notice = query.error ? <ProblemNotice error={query.error} onRetry={() => void query.refetch()} /> : null;
  if (query.data === undefined) {
    return (
      notice ?? (
        <div role="status" aria-label={t('table.loading')}>
          <Skeleton active title={false} paragraph={{ rows }} />
        </div>
      )
    );
  }
  return (
    <>
      {notice}
      {children(query.data)}
    </>
  );
}
