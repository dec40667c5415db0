import { Skeleton } from 'antd';
import type { ResidentRecord } from '../contract.ts';
import { AbnormalList } from './abnormal-list.tsx';
import { AdmissionList } from './admission-list.tsx';
import { CutNote } from './cut-note.tsx';
import { Later } from './later.tsx';
import { MedicineList } from './medicine-list.tsx';
import { NewsList } from './news-list.tsx';
import { ProblemList } from './problem-list.tsx';

/** What is needed before the person sits down, in the order in which it is asked. */
export const OverviewView = ({ record }: { readonly record: ResidentRecord }) => (
  <>
    <div className="record-overview">
      <div className="record-column">
        <NewsList record={record} />
        <Later>
          <AbnormalList results={record.results} />
        </Later>
      </div>
      <div className="record-column">
        <Later meanwhile={<Skeleton active paragraph={{ rows: 7 }} />}>
          <ProblemList problems={record.problems} />
          <MedicineList medicines={record.medicines} />
          <AdmissionList admissions={record.admissions} procedures={record.procedures} />
        </Later>
      </div>
    </div>
    <CutNote cut={record.cut} />
  </>
);
