/* vdt-error.h
 *
 * The program's one error domain.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VDT_ERROR:
 *
 * The error domain of everything that is ours. Foreign errors (GIO, SQLite,
 * DuckDB wrapped by their layer) keep their own domain or are prefixed.
 */
#define VDT_ERROR (vdt_error_quark ())

/**
 * VdtError:
 * @VDT_ERROR_FAILED: it did not work, and no caller acts on why
 * @VDT_ERROR_FORMAT: foreign bytes are not what they should be; the message says where
 * @VDT_ERROR_LIMIT: a limit on size, depth, time or memory was reached
 * @VDT_ERROR_BUSY: another process holds the workspace
 * @VDT_ERROR_DAMAGED: a database was damaged and has been set aside
 * @VDT_ERROR_NOT_FOUND: there is no such incident, alert or record
 * @VDT_ERROR_QUERY: a query does not parse or bind
 * @VDT_ERROR_UNSUPPORTED: understood, but not available here
 * @VDT_ERROR_PROTOCOL: a server answered something that it should not
 * @VDT_ERROR_USAGE: the caller's arguments do not make sense
 */
typedef enum
{
  VDT_ERROR_FAILED,
  VDT_ERROR_FORMAT,
  VDT_ERROR_LIMIT,
  VDT_ERROR_BUSY,
  VDT_ERROR_DAMAGED,
  VDT_ERROR_NOT_FOUND,
  VDT_ERROR_QUERY,
  VDT_ERROR_UNSUPPORTED,
  VDT_ERROR_PROTOCOL,
  VDT_ERROR_USAGE
} VdtError;

GQuark vdt_error_quark (void);

G_END_DECLS
