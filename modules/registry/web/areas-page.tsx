import { useArea } from '@songhua/ui/address.ts';
import { Navigate, useParams } from 'react-router';

/** The menu's entry: the page of the area in view. An area's own page is drawn as its detail, in its place. */
export default function AreasPage() {
  const { code } = useParams();
  const area = useArea();
  return code || !area ? null : <Navigate to={`/registry/areas/${area}`} replace />;
}
