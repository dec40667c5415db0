import { ApiProblem, request } from '@songhua/ui/api.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

/** Kinds of visit, by their codes of v3-ActCode. */
export const visitKinds = ['AMB', 'EMER', 'IMP', 'HH'] as const;
export type VisitKind = (typeof visitKinds)[number];

const classSystem = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';

interface Visit {
  readonly resourceType: 'Encounter';
  readonly id: string;
  readonly meta: { readonly versionId: string };
  readonly period?: { readonly start?: string };
}

export interface Opening {
  /** `Patient/…` */
  readonly patient: string;
  /** `Organization/…` */
  readonly institution: string;
  readonly kind: VisitKind;
  readonly reason: string | undefined;
}

/** How often a visit that somebody else changes in the same moment is read anew. */
const mostTries = 3;

/** Opens and closes visits of one's own institution, and has everything in view read anew. Answers why it was refused, or null. */
export function useVisit() {
  const language = useLanguage();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const doing = async (work: () => Promise<unknown>): Promise<unknown> => {
    setBusy(true);
    try {
      await work();
      await queries.invalidateQueries({ queryKey: ['api'] });
      return null;
    } catch (caught) {
      return caught;
    } finally {
      setBusy(false);
    }
  };
  const open = ({ patient, institution, kind, reason }: Opening): Promise<unknown> => {
    const body = {
      resourceType: 'Encounter',
      status: 'in-progress',
      class: { system: classSystem, code: kind },
      subject: { reference: patient },
      serviceProvider: { reference: institution },
      period: { start: new Date().toISOString() },
      ...(reason && { reasonCode: [{ text: reason }] }),
    };
    return doing(() => request('/fhir/R4/Encounter', { method: 'POST', language, body }));
  };
  /** Ends it now. */
  const close = (id: string): Promise<unknown> =>
    doing(async () => {
      const path = `/fhir/R4/Encounter/${id}`;
      const end = new Date().toISOString();
      for (let tries = 1; ; tries += 1) {
        const visit = await request<Visit>(path, { language });
        const body = { ...visit, status: 'finished', period: { ...visit.period, end } };
        try {
          return await request(path, { method: 'PUT', language, body, ifMatch: visit.meta.versionId });
        } catch (caught) {
          if (!(caught instanceof ApiProblem && caught.status === 412 && tries < mostTries)) throw caught;
        }
      }
    });
  return { busy, open, close };
}
