import { OptionsPage } from '../../components/options/OptionsPage.tsx';
import { mount } from '../../components/ui/mount.tsx';

mount(<OptionsPage />);
