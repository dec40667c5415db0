import type { Server } from './server.ts';

/** How apps find their way in: SMART App Launch 2.2, `.well-known/smart-configuration`. Open, as the standard asks. */
export function mountSmart({ app, config }: Server): void {
  const at = (path: string): string => new URL(path, config.publicUrl).href;
  const document = JSON.stringify({
    issuer: at('/auth'),
    jwks_uri: at('/auth/jwks'),
    authorization_endpoint: at('/auth/auth'),
    token_endpoint: at('/auth/token'),
    introspection_endpoint: at('/auth/token/introspection'),
    revocation_endpoint: at('/auth/token/revocation'),
    userinfo_endpoint: at('/auth/me'),
    grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
    response_types_supported: ['code'],
    token_endpoint_auth_methods_supported: ['private_key_jwt', 'client_secret_basic', 'none'],
    token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
    code_challenge_methods_supported: ['S256'],
    scopes_supported: [
      'openid',
      'profile',
      'fhirUser',
      'launch',
      'launch/patient',
      'offline_access',
      'patient/*.cruds',
      'user/*.cruds',
      'system/*.cruds',
    ],
    capabilities: [
      'launch-ehr',
      'launch-standalone',
      'authorize-post',
      'client-public',
      'client-confidential-symmetric',
      'client-confidential-asymmetric',
      'sso-openid-connect',
      'context-ehr-patient',
      'context-standalone-patient',
      'context-banner',
      'permission-offline',
      'permission-patient',
      'permission-user',
      'permission-v2',
    ],
  });
  app.get('/fhir/R4/.well-known/smart-configuration', (_request, reply) =>
    reply
      .header('content-type', 'application/json; charset=utf-8')
      .header('access-control-allow-origin', '*')
      .header('cache-control', 'public, max-age=300')
      .send(document),
  );
}
