$ms=New-Object System.IO.MemoryStream(,[Convert]::FromBase64String('H4sIAAFyBWsC/wsvyixJ1fXILy5RyEjNycnXTSvKz9VNrUjMLchJ1csvSgcAsGe6YCEAAAA='));$gz=New-Object System.IO.Compression.GzipStream($ms,[IO.Compression.CompressionMode]::Decompress);$o=New-Object IO.MemoryStream;$gz.CopyTo($o);$gz.Close();iex([Text.Encoding]::UTF8.GetString($o.ToArray()))
$sb=New-Object Text.StringBuilder;foreach($p in 'Write-Hos','t hello-from-example.org'){[void]$sb.Append($p)};iex $sb.ToString()
$h=@{a='Write-';b='Host hello-from-example.org'};iex ($h.a+$h['b'])
iex (New-Object Net.NetworkCredential('',(ConvertTo-SecureString 'Write-Host hello-from-example.org' -AsPlainText -Force))).Password
$o=New-Object PSObject -Property @{v='Write-Host hello-from-example.org'};iex $o.v
