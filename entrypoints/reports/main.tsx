import { ReportsPage } from '../../components/reports/ReportsPage.tsx';
import { mount } from '../../components/ui/mount.tsx';

mount(<ReportsPage />);
