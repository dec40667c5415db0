import { useKept } from '@songhua/ui/address.ts';
import { Link } from 'react-router';

/** An institution's page; of the address only area and date go along. */
export function InstitutionLink({ id, name }: { readonly id: string; readonly name: string }) {
  const kept = useKept();
  return (
    <Link lang="zh-CN" to={`/registry/institutions/${encodeURIComponent(id)}${kept}`}>
      {name}
    </Link>
  );
}
