import { ApiProblem } from '@songhua/ui/api.ts';
import { useText } from '@songhua/ui/text.ts';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { describe } from './describe.ts';

/** Why it was refused, with what each field breaks; nothing when it was not. */
export function SignInProblem({ error }: { readonly error: unknown }) {
  const { t } = useTranslation('web');
  const text = useText();
  if (error === null) return null;
  const errors = error instanceof ApiProblem ? error.errors : [];
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={describe(error, text, t('broken.what'))}
      description={errors.length > 0 ? errors.map(({ message }) => text(message)).join(' ') : undefined}
    />
  );
}
