/* vdt-asset-merge.h
 *
 * From pieces of evidence to the real things that they speak of.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GListModel *vdt_asset_merge (GListModel *alerts);

G_END_DECLS
