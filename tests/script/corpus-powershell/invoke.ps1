& ($env:comspec[4,15,25]-join'') 'Write-Host hello-from-example.org'
&(gcm *ke-e*) 'Write-Host hello-from-example.org'
('Write-Host hello-from-example.org')|&((gv '*mdr*').Name[3,11,2]-join'')
[scriptblock]::Create('Write-Host hello-from-example.org').Invoke()
Invoke-Command {param($x) iex $x} -ArgumentList 'Write-Host hello-from-example.org'
function Dec($x){$r='';for($i=0;$i -lt $x.Length;$i+=2){$r+=[char][Convert]::ToByte($x.Substring($i,2),16)};return $r};iex (Dec '57726974652d486f73742068656c6c6f2d66726f6d2d6578616d706c652e6f7267')
sv a 'Write-Host hello'; sv b '-from-example.org'; iex ((gv a).Value+(gi variable:b).value)
