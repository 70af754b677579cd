import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import {
  readClaims,
  readClientClaims,
  TOKEN_ALGORITHM,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
  type TokenClaims,
} from './access-tokens.js';
import { JwtKeys } from './jwt-keys.js';

/**
 * Verifies the token alone: signature, algorithm, issuer, audience, expiry. Whether the session behind it still
 * lives is the guard's question, asked of the database at each request.
 */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  constructor(keys: JwtKeys) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKeyProvider: (_request: unknown, token: string, done: GiveKey) => giveKey(keys, token, done),
      algorithms: [TOKEN_ALGORITHM],
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
    });
  }

  validate(payload: unknown): TokenClaims | null {
    return readClaims(payload) ?? readClientClaims(payload);
  }
}

type GiveKey = (error: unknown, key?: string | Buffer) => void;

function giveKey(keys: JwtKeys, token: string, done: GiveKey): void {
  try {
    // jsonwebtoken takes key objects; the types of passport-jwt do not know it.
    done(null, keys.keyOf(token) as unknown as Buffer);
  } catch (error) {
    done(error);
  }
}
