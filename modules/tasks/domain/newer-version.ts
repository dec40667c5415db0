import type { FieldError } from '@songhua/kernel';

/** Said beside the fields in conflict: the version to send with the choice. */
export const newerVersion = (seen: number, version: number): FieldError => ({
  field: 'version',
  rule: 'changed-meanwhile',
  value: String(seen),
  current: version,
  message: { zh: `您看到的是版本 ${seen}，现为版本 ${version}`, en: `you saw version ${seen}; it is version ${version} now` },
});
