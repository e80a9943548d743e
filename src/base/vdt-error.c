/* vdt-error.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-error.h"

G_DEFINE_QUARK (vdt-error-quark, vdt_error)
