import { PopupPage } from '../../components/popup/PopupPage.tsx';
import { mount } from '../../components/ui/mount.tsx';

mount(<PopupPage />);
