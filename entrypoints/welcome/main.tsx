import { mount } from '../../components/ui/mount.tsx';
import { WelcomePage } from '../../components/welcome/WelcomePage.tsx';

mount(<WelcomePage />);
