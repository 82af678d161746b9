import * as vscode from 'vscode';
import { speak } from '../engine/language';

// Imported first by the extension: constants of other modules are texts too.
speak(vscode.l10n.bundle);
