/* vdt-windows-xml.h
 *
 * Windows events as XML.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-windows-event.h"

G_BEGIN_DECLS

VdtWindowsEvent *vdt_windows_event_from_xml (const char  *xml,
                                             gsize        length,
                                             GError     **error);

G_END_DECLS
