import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ProgramError } from '../../../exec/program-error.ts';
import { type Running, startProgram } from '../../../exec/start-program.ts';
import { Api } from './api.ts';

/** How to reach a cluster: what kubectl is told. null leaves kubectl's own default. */
export interface ClusterAccess {
  kubectl: string;
  kubeconfig: string | null;
  context: string | null;
  env: Readonly<Record<string, string | undefined>>;
}

const startSeconds = 10;
const restartPauseSeconds = 0.5;

/**
 * `kubectl proxy` on a Unix socket in a folder of our own: nobody else on this machine can use it to get at the cluster,
 * which a port on 127.0.0.1 would allow. Started again when it ends by itself.
 */
export class KubectlProxy {
  readonly api: Api;
  readonly #access: ClusterAccess;
  readonly #folder: string;
  #running: Running | null = null;
  #stopping = false;

  private constructor(access: ClusterAccess, folder: string) {
    this.#access = access;
    this.#folder = folder;
    this.api = new Api(this.#socket);
  }

  /** Throws ProgramError if kubectl cannot serve. */
  static async start(access: ClusterAccess): Promise<KubectlProxy> {
    const proxy = new KubectlProxy(access, await mkdtemp(join(tmpdir(), 'peakproof-api-')));
    try {
      await proxy.#begin();
    } catch (error) {
      await proxy.stop();
      throw error;
    }
    return proxy;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.api.close();
    await this.#running?.stop(2);
    await rm(this.#folder, { recursive: true, force: true });
  }

  get #socket(): string {
    return join(this.#folder, 'api.sock');
  }

  async #begin(): Promise<void> {
    await rm(this.#socket, { force: true });
    const running = await startProgram(
      [...kubectlCommand(this.#access), 'proxy', `--unix-socket=${this.#socket}`],
      {
        env: this.#access.env,
      },
    );
    this.#running = running;
    let over = false;
    void running.ended.then(() => {
      over = true;
    });
    for (let waited = 0; !existsSync(this.#socket); waited += 0.02) {
      if (over || waited > startSeconds) throw new ProgramError(await running.stop(1));
      await sleep(20);
    }
    void running.ended.then(() => this.#again());
  }

  async #again(): Promise<void> {
    while (!this.#stopping) {
      await sleep(restartPauseSeconds * 1000);
      if (this.#stopping) return;
      try {
        return await this.#begin();
      } catch {
        // Whoever calls meanwhile gets an ApiError each time; observers try on.
      }
    }
  }
}

/** kubectl with the options that choose the cluster. */
export function kubectlCommand({ kubectl, kubeconfig, context }: ClusterAccess): string[] {
  return [
    kubectl,
    ...(kubeconfig === null ? [] : [`--kubeconfig=${kubeconfig}`]),
    ...(context === null ? [] : [`--context=${context}`]),
  ];
}
