import { useSayScope } from '@songhua/ui/use-say-scope.ts';
import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Client } from '../contract.ts';

/** What is said of a program, as it is typed: one word or line after another. */
export interface TypedClient {
  readonly name: string;
  readonly contacts: string;
  readonly jwks: string;
  readonly jwksUri: string;
  readonly redirectUris: string;
  readonly launchUri: string;
  readonly scopes: string;
}

type Kind = Pick<Client, 'kind' | 'method'>;

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');
const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** What is no JSON is sent as it is: the server says what is wrong with it. */
function parseKeys(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

export const typedOf = (client: Client): TypedClient => ({
  name: client.name,
  contacts: client.contacts.join('\n'),
  jwks: client.jwks ? JSON.stringify(client.jwks, null, 2) : '',
  jwksUri: client.jwksUri ?? '',
  redirectUris: client.redirectUris.join('\n'),
  launchUri: client.launchUri ?? '',
  scopes: client.scopes.join('\n'),
});

/** What was typed as the server takes it; of fields that a program of this kind has none, nothing. */
export function fieldsOf(typed: TypedClient, { kind, method }: Kind) {
  const hasKeys = method === 'private_key_jwt';
  return {
    name: typed.name.trim(),
    contacts: lines(typed.contacts),
    jwks: hasKeys && typed.jwks.trim() ? parseKeys(typed.jwks) : null,
    jwksUri: hasKeys && typed.jwksUri.trim() ? typed.jwksUri.trim() : null,
    redirectUris: kind === 'app' ? words(typed.redirectUris) : [],
    launchUri: kind === 'app' && typed.launchUri.trim() ? typed.launchUri.trim() : null,
    scopes: words(typed.scopes),
  };
}

const bearing = ['scopes', 'jwks', 'jwksUri', 'redirectUris'] as const;

/** Whether what was typed ends the tokens that the program holds; the server decides the same. */
export function endsTokens(typed: TypedClient, client: Client): boolean {
  const [wanted, now] = [fieldsOf(typed, client), fieldsOf(typedOf(client), client)];
  return bearing.some((name) => JSON.stringify(wanted[name]) !== JSON.stringify(now[name]));
}

interface ClientFieldsProps extends Kind {
  readonly value: TypedClient;
  readonly onChange: (value: TypedClient) => void;
}

/** The fields of a program of a kind; what its scopes mean is said below them in words. */
export function ClientFields({ kind, method, value, onChange }: ClientFieldsProps) {
  const { t } = useTranslation('administration');
  const say = useSayScope();
  const field = (name: keyof TypedClient, rows = 0, hint?: string) => {
    const shared = {
      id: `client-${name}`,
      value: value[name],
      ...(hint && { 'aria-describedby': `client-${name}-hint` }),
      onChange: (event: { target: { value: string } }) => onChange({ ...value, [name]: event.target.value }),
    };
    return (
      <>
        <label htmlFor={`client-${name}`} className="administration-label">
          {t(`client.${name}`)}
        </label>
        {rows > 0 ? (
          <Input.TextArea {...shared} autoSize={{ minRows: rows, maxRows: 10 }} />
        ) : (
          <Input {...shared} maxLength={500} />
        )}
        {hint && (
          <p id={`client-${name}-hint`} className="sh-quiet administration-hint">
            {hint}
          </p>
        )}
      </>
    );
  };
  const said = words(value.scopes).map(say).join(t('client.and'));
  return (
    <>
      {field('name')}
      {field('contacts', 2, t('client.contacts-hint'))}
      {method === 'private_key_jwt' && (
        <>
          {field('jwksUri')}
          {field('jwks', 3)}
        </>
      )}
      {kind === 'app' && (
        <>
          {field('redirectUris', 2)}
          {field('launchUri', 0, t('client.launch-hint'))}
        </>
      )}
      {field('scopes', 3, said && t('client.scopes-said', { said }))}
    </>
  );
}
