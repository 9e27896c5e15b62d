import { PolicyPage } from '../../components/policy/PolicyPage.tsx';
import { mount } from '../../components/ui/mount.tsx';

mount(<PolicyPage />);
