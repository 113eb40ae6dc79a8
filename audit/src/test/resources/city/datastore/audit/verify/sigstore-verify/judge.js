'use strict';
/*
 * Judges receipts of an audit log by @sigstore/verify, which knows nothing of City DataStore: the signature of the checkpoint and
 * the proof of inclusion are checked by its modules, and what is here only takes a tlog-proof apart (docs/audit-log-format.md).
 *
 *   node judge.js FILE      FILE: {"key": verifier key, "receipts": [{"entry": base64, "receipt": text}]}
 *
 * Prints a line for each receipt: "believed" or why not.
 */
const fs = require('node:fs');
const crypto = require('node:crypto');
const { verifyCheckpoint } = require('@sigstore/verify/dist/tlog/checkpoint');
const { verifyMerkleInclusion } = require('@sigstore/verify/dist/tlog/merkle');

const ED25519 = Buffer.from('302a300506032b6570032100', 'hex'); // what X.509 puts before the 32 bytes

function log(text) {
    const [, name, id, key] = /^([^+]+)\+([^+]+)\+(.+)$/.exec(text.trim());
    return {
        baseURL: 'https://' + name,
        logID: Buffer.from(id, 'hex'),
        publicKey: crypto.createPublicKey({
            key: Buffer.concat([ED25519, Buffer.from(key, 'base64').subarray(1)]),
            format: 'der',
            type: 'spki',
        }),
    };
}

function entry(receipt, body) {
    const blank = receipt.indexOf('\n\n');
    const lines = receipt.slice(0, blank).split('\n');
    return {
        canonicalizedBody: Buffer.from(body, 'base64'),
        inclusionProof: {
            logIndex: lines[2].slice('index '.length),
            hashes: lines.slice(3).map((hash) => Buffer.from(hash, 'base64')),
            checkpoint: { envelope: receipt.slice(blank + 2) },
        },
    };
}

const asked = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const logs = [log(asked.key)];
for (const each of asked.receipts) {
    try {
        const judged = entry(each.receipt, each.entry);
        verifyMerkleInclusion(judged, verifyCheckpoint(judged, logs));
        console.log('believed');
    } catch (error) {
        console.log(error.name + ': ' + error.message);
    }
}
