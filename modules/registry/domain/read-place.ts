import { type ServiceCode, serviceCodes } from '@songhua/engine-city';
import type { Evidence } from '@songhua/engine-plan/evidence.ts';
import { evidenceKinds } from '@songhua/engine-plan/evidence.ts';
import type { StoredResource } from '@songhua/kernel';
import { extensions, systems, tags } from './identifiers.ts';
import { child, codeIn, extensionsOf, list, oneOf, referenceTo, textOf } from './read-element.ts';

/** Where an institution stands. */
export interface SiteRow {
  readonly id: string;
  readonly institution: string;
  readonly area: string;
  readonly town: string | null;
}

/** What one HealthcareService says of an institution. */
export interface ServiceRow {
  readonly id: string;
  readonly institution: string;
  readonly code: ServiceCode;
  readonly offered: boolean;
  readonly evidence: Evidence;
}

/** The area and town codes of a Location's address. */
export function codesOfPlace(resource: StoredResource): { readonly area: string | undefined; readonly town: string | undefined } {
  const codes = extensionsOf(child(resource, 'address'), extensions.area).map((e) => child(e, 'valueCoding'));
  const codeOf = (system: string): string | undefined =>
    textOf(
      child(
        codes.find((coding) => child(coding, 'system') === system),
        'code',
      ),
    );
  const town = codeOf(systems.town);
  // The first six digits of a town's code are its county's.
  return { area: codeOf(systems.area) ?? (town && /^\d{9}$/.test(town) ? town.slice(0, 6) : undefined), town };
}

/** Reads a Location; null when it is no institution's or carries no area in our codes. */
export function readLocation(resource: StoredResource): SiteRow | null {
  const institution = referenceTo('Organization', child(resource, 'managingOrganization'));
  const { area, town } = codesOfPlace(resource);
  if (!institution || !area || child(resource, 'status') === 'inactive') return null;
  return { id: resource.id, institution, area, town: town ?? null };
}

/** Reads a HealthcareService; null when it is no institution's or its type is none of ours. */
export function readHealthcareService(resource: StoredResource): ServiceRow | null {
  const institution = referenceTo('Organization', child(resource, 'providedBy'));
  const code = oneOf(serviceCodes, codeIn(child(resource, 'type'), systems.service));
  if (!institution || !code) return null;
  const said = oneOf(evidenceKinds, child(extensionsOf(resource, extensions.evidence)[0], 'valueCode'));
  const tagged = list(child(child(resource, 'meta'), 'tag')).some((tag) => child(tag, 'code') === tags.synthetic);
  return {
    id: resource.id,
    institution,
    code,
    offered: child(resource, 'active') !== false,
    evidence: said ?? (tagged ? 'synthetic' : 'entered'),
  };
}
