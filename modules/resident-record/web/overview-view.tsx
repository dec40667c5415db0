import type { ResidentRecord } from '../contract.ts';
import { AbnormalList } from './abnormal-list.tsx';
import { AdmissionList } from './admission-list.tsx';
import { CutNote } from './cut-note.tsx';
import { MedicineList } from './medicine-list.tsx';
import { NewsList } from './news-list.tsx';
import { ProblemList } from './problem-list.tsx';

/** What is needed before the person sits down, in the order in which it is asked. */
export const OverviewView = ({ record }: { readonly record: ResidentRecord }) => (
  <>
    <div className="record-overview">
      <NewsList record={record} />
      <div className="record-column">
        <ProblemList problems={record.problems} />
        <MedicineList medicines={record.medicines} />
      </div>
      <AbnormalList results={record.results} />
      <AdmissionList admissions={record.admissions} procedures={record.procedures} />
    </div>
    <CutNote cut={record.cut} />
  </>
);
