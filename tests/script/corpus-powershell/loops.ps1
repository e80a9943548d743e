$k=0x35;$o='';foreach($c in @(98,71,92,65,80,24,125,90,70,65,21,93,80,89,89,90,24,83,71,90,88,24,80,77,84,88,69,89,80,27,90,71,82)){$o+=[char]($c -bxor $k)};iex $o
$b=[byte[]](98,71,92,65,80,24,125,90,70,65,21,93,80,89,89,90,24,83,71,90,88,24,80,77,84,88,69,89,80,27,90,71,82);for($i=0;$i -lt $b.count;$i++){$b[$i]=$b[$i] -bxor 53};iex([Text.Encoding]::ASCII.GetString($b))
$t='Jevgr-Ubfg uryyb-sebz-rknzcyr.bet';$o='';$t.ToCharArray()|%{$c=[int]$_;if($c -ge 65 -and $c -le 90){$c=(($c-65+13)%26)+65}elseif($c -ge 97 -and $c -le 122){$c=(($c-97+13)%26)+97};$o+=[char]$c};iex $o
$i=0;$s='';while($i -lt 33){$s+=('Write-Host hello-from-example.org')[$i];$i++};iex $s
$i=0;$s='';do{$s+='Write-Host hello-from-example.org'[$i];$i++}until($i -ge 33);iex $s
$x=2;switch($x){1{$y='no'}2{$y='Write-Host hello-from-example.org'}};iex $y
filter f{$_ -bxor 53};iex (-join([char[]](98,71,92,65,80,24,125,90,70,65,21,93,80,89,89,90,24,83,71,90,88,24,80,77,84,88,69,89,80,27,90,71,82|f)))
