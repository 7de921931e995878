/// A quality cell of its own: a simulated data folder, the program's commands on it, and the program serving it.
/// All people are invented.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = process.env.REXFLOW_PROGRAM;

export const coordinator = { address: 'coordinatrice@cpts.example', password: 'les coquelicots du talus' };
export const pilot = { address: 'pilote@cpts.example', password: 'un pont de bois sur la Vienne' };
export const monday = '2026-03-16T09:00:00Z'; // 10 h in Paris

/// A free loopback port: letters carry the address of the pages, so it is known before they are served.
function freePort() {
    return new Promise((resolve, reject) => {
        const server = createServer();
        server.on('error', reject);
        server.listen(0, '127.0.0.1', () => {
            const { port } = server.address();
            server.close(() => resolve(port));
        });
    });
}

export class Cell {
    /// A cell at work since `clock`; ended by `end`, at the latest when the process does.
    static async open({ clock = monday, members = [], settings = {} } = {}) {
        const cell = new Cell();
        cell.clock = clock;
        cell.folder = mkdtempSync(join(tmpdir(), 'rexflow-browser-'));
        cell.place = `127.0.0.1:${await freePort()}`;
        cell.url = `http://${cell.place}`;
        execFileSync(program, ['init', join(cell.folder, 'data'), '--simulated'], { stdio: 'pipe' });
        writeFileSync(join(cell.folder, 'data', 'rexflow.json'), JSON.stringify({
            cpts: { name: 'CPTS des Trois Vallées (exemple)', contact_address: 'qualite@cpts.example' },
            web: { public_url: cell.url, listen: cell.place },
            ...settings,
        }));
        for (const member of members)
            cell.rexflow('member', 'add', member.address, '--name', member.name, '--role', member.role ?? 'member');
        await cell.serve();
        return cell;
    }

    /// What a command prints. Throws where it fails.
    rexflow(...words) {
        const { input, ...rest } = typeof words.at(-1) === 'object' ? words.pop() : {};
        return execFileSync(program, ['--data', join(this.folder, 'data'), '--clock', this.clock, ...words],
            { encoding: 'utf8', stdio: 'pipe', input, ...rest });
    }

    /// The link of an invitation, as it is mailed.
    invite(address) {
        return this.rexflow('account', 'invite', address, '--print').trim();
    }

    /// Takes in a mail; gives its case number, where it opened one.
    mail({ from = 'Léa Exemple <lea@idel.example>', subject = 'Demande de rappel', text } = {}) {
        this.mails = (this.mails ?? 0) + 1;
        const body = text ?? 'Bonjour,\r\nMerci de me rappeler au 06 39 98 00 42.\r\nLéa Exemple, infirmière\r\n';
        const raw = `From: ${from}\r\nTo: qualite@cpts.example\r\nSubject: ${subject}\r\n` +
            `Message-ID: <${this.mails}@mails.example>\r\nMIME-Version: 1.0\r\n` +
            `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${body}`;
        const file = join(this.folder, `${this.mails}.eml`);
        writeFileSync(file, raw);
        return this.rexflow('intake', file).match(/REX-\d{4}-\d{4}/)?.[0];
    }

    /// Records an event from the command line: what happened before the story of a test begins.
    does(number, event, fields = {}, by = pilot.address) {
        const words = Object.entries(fields).map(([key, value]) => `${key}=${value}`);
        this.rexflow('case', 'do', number, event, ...words, '--by', by);
    }

    /// The time is now `clock`, for the pages as well; letters that are due then are written.
    async passUntil(clock) {
        await this.stop();
        this.clock = clock;
        this.rexflow('tick');
        await this.serve();
    }

    serve() {
        this.served = spawn(program,
            ['--data', join(this.folder, 'data'), '--clock', this.clock, '--json', 'serve'],
            { stdio: ['ignore', 'pipe', 'pipe'] });
        this.err = '';
        this.served.stderr.on('data', (chunk) => { this.err += chunk; });
        this.ended = new Promise((resolve) => this.served.on('exit', resolve));
        return new Promise((resolve, reject) => {
            let out = '';
            this.served.stdout.on('data', (chunk) => {
                out += chunk;
                if (out.includes('"ready"')) resolve();
            });
            this.served.on('exit', (code) => reject(new Error(`rexflow serve ended with ${code}: ${this.err}`)));
        });
    }

    async stop() {
        if (!this.served) return;
        this.served.kill('SIGTERM');
        await this.ended;
        this.served = undefined;
    }

    async end() {
        await this.stop();
        rmSync(this.folder, { recursive: true, force: true });
    }
}
